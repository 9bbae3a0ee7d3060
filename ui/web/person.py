"""Who uses the page: found out once for each request, by the gate, and read from there by all that answer it."""

from __future__ import annotations

from typing import Any

from starlette.types import Scope

from ui.access import Caller

BROWSER = "pullquote"
"""The cookie with a random name, which keeps people apart where nobody logs in."""
SESSION = "pullquote_session"
"""The cookie of a login."""


def caller_of(request: Any) -> Caller:
    """Who sent a request, FastAPI's or Gradio's."""
    caller: Caller = request.state.caller
    return caller


def set_caller(scope: Scope, caller: Caller) -> None:
    """Tell all that answer a request who sent it."""
    scope.setdefault("state", {})["caller"] = caller
