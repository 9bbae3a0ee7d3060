"""What every response carries: a policy that lets nothing in from elsewhere, and a name for the person's browser."""

from __future__ import annotations

import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "pullquote"
_TEN_YEARS = 10 * 365 * 24 * 3600

# Gradio compiles templates in the page, hence unsafe-eval; nothing from elsewhere can be loaded or told.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


class Headers:
    """Puts the Content-Security-Policy and its companions on every response, and a cookie on the first.

    The cookie is a random name that keeps the conversations of two people apart; scripts cannot read it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers when the response starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        unknown = scope["path"] == "/" and COOKIE not in HTTPConnection(scope).cookies

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                if unknown:
                    name = f"{COOKIE}={secrets.token_urlsafe(24)}"
                    headers.append("Set-Cookie", f"{name}; Path=/; Max-Age={_TEN_YEARS}; HttpOnly; SameSite=Strict")
            await send(message)

        await self.app(scope, receive, send_with_headers)
