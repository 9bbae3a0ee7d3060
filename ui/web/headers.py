"""What every response carries: words in the person's language, a policy that lets nothing in from elsewhere, a name."""

from __future__ import annotations

import logging
import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.faults import place
from ui.web.language import _, speaking, wanted
from ui.web.person import BROWSER

log = logging.getLogger(__name__)

_TEN_YEARS = 10 * 365 * 24 * 3600

# Gradio compiles templates in the page, hence unsafe-eval; nothing from elsewhere can be loaded or told.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)

_ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # without any, browsers would not say which site a form is from
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_PARTS = re.compile(r"/(?:assets|static|svelte)/")
"""Parts of Gradio that a browser may keep; what people see is not left in its cache."""


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
        connection = HTTPConnection(scope)
        unknown = scope["path"] == "/" and BROWSER not in connection.cookies

        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                headers.update(_ALWAYS)
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = "max-age=31536000"
                if not _PARTS.match(scope["path"]):
                    headers.setdefault("Cache-Control", "no-store")
                if unknown:
                    name = f"{BROWSER}={secrets.token_urlsafe(24)}"
                    headers.append("Set-Cookie", f"{name}; Path=/; Max-Age={_TEN_YEARS}; HttpOnly; SameSite=Strict")
            await send(message)

        with speaking(wanted(connection.cookies, connection.headers.get("accept-language", ""))):
            try:
                await self.app(scope, receive, send_with_headers)
            except Exception as error:
                log.error("%s %s failed: %s", scope["method"], scope["path"], place(error))
                if not begun:
                    said = _("Something went wrong inside Pullquote. The terminal shows the details.")
                    await PlainTextResponse(said, 500)(scope, receive, send_with_headers)
