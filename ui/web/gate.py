"""The gate before the page: who a request is from, and whether they may send it."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.access import Access, Caller
from ui.api.limits import LARGEST_REQUEST, is_foreign, limited
from ui.web.language import _
from ui.web.person import BROWSER, SESSION, set_caller

DOORS = re.compile(r"/(?:api/v1|v1|mcp|metrics)(?:/.*)?")
"""They ask for tokens themselves, and take no cookies."""
PUBLIC = re.compile(r"/login|/health|/ready|/look/\w+/(?:style\.css|login\.js)|/favicon\.ico")
"""What may be seen without a login."""
GUESTS = re.compile(r"/logout|/draft|/conversation/.+|/gradio_api/(?:queue/join|run/[^/]+|cancel|reset)")
"""What changes something, and guests may send; everything else that does is for members."""
LARGEST_UPLOAD = 300_000_000
"""Bytes of files that are sent together."""
_NOBODY = Caller("", can_write=False)
_UPLOAD = "/gradio_api/upload"
_SAFE = ("GET", "HEAD", "OPTIONS")


class Gate:
    """ASGI middleware that lets requests through to the page, or turns them away.

    Args:
        app: what is behind it.
        access: decides who a request is from; without it everyone is let in.
    """

    def __init__(self, app: ASGIApp, access: Access | None) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401, 403 or 413, send to the login, or pass the request on."""
        if scope["type"] == "lifespan" or (scope["type"] == "http" and DOORS.fullmatch(scope["path"])):
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # the page has no use for WebSockets
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)
        caller = self._caller(request)
        refusal = _refusal(request, caller)
        if refusal:
            await refusal(scope, receive, send)
            return
        set_caller(scope, caller or _NOBODY)
        await self._app(scope, limited(receive, _largest(scope["path"])), send)

    def _caller(self, request: Request) -> Caller | None:
        browser = request.cookies.get(BROWSER, "")
        if self._access is None:
            return Caller(browser, can_write=True)
        return self._access.visitor(request.cookies.get(SESSION), browser)


def _refusal(request: Request, caller: Caller | None) -> Response | None:
    """What to answer whoever may not send a request; None when they may."""
    path, changes = request.url.path, request.method not in _SAFE
    if changes and (_is_others(request) or (_logged_in(caller) and not _is_own(request))):
        return PlainTextResponse(_("Pages of other sites may not use this one."), 403)
    if int(request.headers.get("content-length") or 0) > _largest(path):
        return PlainTextResponse(_("That is too large. Send less at once."), 413)
    if PUBLIC.fullmatch(path):
        return None
    if caller is None:
        return _to_login(request)
    if changes and not caller.can_write and not GUESTS.fullmatch(path):
        return PlainTextResponse(_("Guests may ask and read, but not add or delete."), 403)
    return None


def _is_others(request: Request) -> bool:
    """Whether a browser says that a page of another site sent this."""
    return is_foreign(request.headers) or request.headers.get("sec-fetch-site") in ("cross-site", "same-site")


def _logged_in(caller: Caller | None) -> bool:
    return caller is not None and caller.name is not None


def _is_own(request: Request) -> bool:
    """Whether a browser says that a page of this site sent this: every browser says so of what changes something."""
    return request.headers.get("sec-fetch-site") == "same-origin" or "origin" in request.headers


def _to_login(request: Request) -> Response:
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(wanted)}", 303)
    return PlainTextResponse(_("Log in first: open this page anew."), 401)


def _largest(path: str) -> int:
    return LARGEST_UPLOAD if path == _UPLOAD else LARGEST_REQUEST
