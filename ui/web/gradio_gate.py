"""The gate before Gradio: the page needs few of its routes, and a tab's session belongs to whoever opened it."""

from __future__ import annotations

import json
import re
import threading
from collections import OrderedDict
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.web.person import caller_of

NEEDED = {
    "GET": re.compile(
        r"/|/config|/theme\.css|/favicon\.ico|/robots\.txt|/manifest\.json|/(?:static|assets|svelte)/.+"
        r"|/gradio_api/(?:startup-events|heartbeat/\w+|queue/data|upload_progress)"
    ),
    "POST": re.compile(r"/gradio_api/(?:queue/join|run/\w+|cancel|reset|upload)"),
}
"""All of Gradio that can be reached. What shows files, asks other servers or edits code is not among it."""
_MOST_TABS = 100_000


class Tabs:
    """The open tabs by the names that they make up: whoever uses a name first, in one library, owns it."""

    def __init__(self) -> None:
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def owns(self, owner: str, tabs: set[str]) -> bool:
        """Whether all these tabs are this owner's; those that nobody has used are from now on."""
        with self._lock:
            for tab in tabs:
                if self._owners.setdefault(tab, owner) != owner:
                    return False
                self._owners.move_to_end(tab)
                if len(self._owners) > _MOST_TABS:
                    self._owners.popitem(last=False)
        return True


class GradioGate:
    """ASGI middleware around Gradio's application.

    Gradio keeps the conversation of a tab under a name that the tab makes up and sends along. Nobody but its owner can
    ask for what is kept under it, and a tab that was opened on one library reaches no other.

    Args:
        app: Gradio's.
        tabs: those of all libraries.
        library: this one's name.
    """

    def __init__(self, app: ASGIApp, tabs: Tabs, library: str) -> None:
        self._app = app
        self._tabs = tabs
        self._library = library

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 or 404, or pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        allowed = NEEDED.get("GET" if request.method == "HEAD" else request.method)
        if allowed is None or not allowed.fullmatch(request.url.path):
            await PlainTextResponse("There is nothing here.", 404)(scope, receive, send)
            return
        body: bytes | None = None
        if request.headers.get("content-type", "").startswith("application/json"):
            body = await Request(scope, receive).body()
        if not self._tabs.owns(f"{self._library} {caller_of(request).owner}", _tabs(request, body)):
            await PlainTextResponse("This tab is another person's, or another library's.", 403)(scope, receive, send)
            return
        await self._app(scope, _replayed(body, receive) if body is not None else receive, send)


def _tabs(request: Request, body: bytes | None) -> set[str]:
    """The names of tabs that a request speaks of."""
    found: list[Any] = request.query_params.getlist("session_hash")
    if "/heartbeat/" in request.url.path:
        found.append(request.url.path.rpartition("/")[2])
    if body:
        try:
            sent = json.loads(body)
        except ValueError:
            sent = None
        if isinstance(sent, dict):
            found.append(sent.get("session_hash"))
    return {tab for tab in found if isinstance(tab, str)}


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read once more."""
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
