"""Is the server alive, and can it answer: for whatever starts it again, and for whatever sends it requests."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from ui.access import Access
from ui.observe import Observer

if TYPE_CHECKING:
    from rag import Pullquote

log = logging.getLogger(__name__)


class Readiness:
    """Whether an opened Pullquote can answer.

    Args:
        pullquote: opened.
    """

    def __init__(self, pullquote: Pullquote) -> None:
        self._pullquote = pullquote
        self._models = False

    def alive(self) -> bool:
        """Whether the record can be read."""
        try:
            self._pullquote.library.count()
        except Exception:
            log.exception("the record cannot be read")
            return False
        return True

    def models(self) -> bool:
        """Whether the models are loaded and read; once they have, that is not tried again."""
        if not self._models:
            try:
                self._pullquote.embedder.embed(["Is it ready?"])
                self._pullquote.reader.model.read("Is it ready?", ["It is ready."])
            except Exception:
                log.exception("the models cannot be used")
                return False
            self._models = True
        return True

    def library(self) -> bool:
        """Whether record and index agree."""
        try:
            return self._pullquote.library.agrees()
        except Exception:
            log.exception("record and index cannot be compared")
            return False


def add_health(app: FastAPI, pullquote: Pullquote) -> None:
    """Add ``/health`` and ``/ready``, which say yes or no and nothing about anyone."""
    readiness = Readiness(pullquote)

    @app.get("/health")
    def health() -> Response:
        alive = readiness.alive()
        return JSONResponse({"alive": alive}, 200 if alive else 503)

    @app.get("/ready")
    def ready() -> Response:
        found = {"models": readiness.models(), "library": readiness.library()}
        again = {} if all(found.values()) else {"Retry-After": "5"}
        return JSONResponse({"ready": all(found.values()), **found}, 503 if again else 200, again)


def add_metrics(app: FastAPI, observer: Observer, access: Access) -> None:
    """Add ``/metrics``, for who may use the API."""
    metrics = observer.metrics
    if metrics is None:
        return
    from ui.observe.metrics import CONTENT_TYPE

    @app.get("/metrics")
    def tell(request: Request) -> Response:
        if access.caller(request.headers.get("Authorization")) is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        return Response(metrics.text(), media_type=CONTENT_TYPE)
