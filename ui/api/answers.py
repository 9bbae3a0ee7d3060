"""How the API answers: problems, entity tags, server-sent events."""

from __future__ import annotations

import http
import logging
from collections.abc import Iterator, Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from rag.errors import PullquoteError
from ui import schemas
from ui.faults import place
from ui.problems import Problem, describe

log = logging.getLogger(__name__)

PROBLEM_TYPE = "application/problem+json"


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """A problem of HTTP itself rather than of Pullquote."""
    title = http.HTTPStatus(status).phrase
    return _respond(Problem(type="about:blank", title=title, status=status, detail=detail), headers)


def _respond(described: Problem, headers: Mapping[str, str] | None = None) -> Response:
    return Response(described.model_dump_json(), described.status, dict(headers or {}), PROBLEM_TYPE)


def answer_errors(app: FastAPI) -> None:
    """Let every error of an app be answered as a problem."""

    @app.exception_handler(PullquoteError)
    def ours(request: Request, error: PullquoteError) -> Response:
        return _respond(describe(error))

    @app.exception_handler(HTTPException)
    def of_http(request: Request, error: HTTPException) -> Response:
        told = {404: f"There is nothing at {request.url.path}.", 405: f"{request.method} is not answered here."}
        unsaid = error.detail == http.HTTPStatus(error.status_code).phrase
        detail = told.get(error.status_code, str(error.detail)) if unsaid else str(error.detail)
        return problem(error.status_code, detail, error.headers)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return problem(422, f"{where}: {first['msg']}.")

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> Response:
        log.error("%s %s failed: %s", request.method, request.url.path, place(error))
        return problem(500, "Something went wrong inside Pullquote. The server's log has the details.")


def tagged(request: Request, model: BaseModel, tag: str) -> Response:
    """A model under an entity tag; 304 when the client has it already."""
    headers = {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}
    known = [part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")]
    if headers["ETag"] in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(model.model_dump_json(), headers=headers, media_type="application/json")


def events(first: schemas.Answer, rest: Iterator[schemas.Answer]) -> Iterator[str]:
    """An answer as server-sent events: ``partial`` as it grows, ``answer`` when it is complete, or ``problem``."""
    latest = first
    try:
        for following in rest:
            yield _event("partial", latest)
            latest = following
        yield _event("answer", latest)
    except PullquoteError as error:
        yield _event("problem", describe(error))
    except Exception as error:
        log.error("an answer broke off: %s", place(error))
        detail = "Something went wrong inside Pullquote. The server's log has the details."
        yield _event("problem", Problem(type="about:blank", title="Internal Server Error", status=500, detail=detail))


def _event(name: str, data: BaseModel) -> str:
    return f"event: {name}\ndata: {data.model_dump_json()}\n\n"
