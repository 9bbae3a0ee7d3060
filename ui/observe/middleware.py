"""Every request is counted, timed, traced and logged, as far as that was asked for."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.observe import Observer
from ui.observe.logs import log_request

if TYPE_CHECKING:
    from opentelemetry.trace import Span

_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Observing:
    """ASGI middleware that tells an observer of every request.

    Args:
        app: what is behind it.
        observer: is told.
    """

    def __init__(self, app: ASGIApp, observer: Observer) -> None:
        self._app = app
        self._observer = observer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and tell of it when it is answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        metrics, begun, status = self._observer.metrics, time.perf_counter(), 500

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with self._span(method) as span, metrics.in_progress.track_inprogress() if metrics else nullcontext():
            try:
                await self._app(scope, receive, send_noting)
            finally:
                route, seconds = route_of(scope), time.perf_counter() - begun
                if span:
                    span.update_name(f"{method} {route}")
                    for name, value in (
                        ("http.request.method", method),
                        ("http.route", route),
                        ("http.response.status_code", status),
                    ):
                        span.set_attribute(name, value)
                if metrics:
                    metrics.request(method, route, status, seconds)
                if self._observer.logs:
                    log_request(method, route, status, seconds)

    def _span(self, method: str) -> AbstractContextManager[Span | None]:
        traces = self._observer.traces
        return traces.request(method) if traces else nullcontext()


def route_of(scope: Scope) -> str:
    """The pattern of the route that answered: what stands in the address of one request is told to nobody."""
    route: Any = scope.get("route")
    path = getattr(route, "path", None)
    if path is None:
        return "other"
    root = str(scope.get("root_path", ""))
    return f"{root}{path}"
