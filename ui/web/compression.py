"""What is sent compressed: the page, what it looks like, and lists and articles; never what comes piece by piece."""

from __future__ import annotations

import re

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_WHOLE = re.compile(r"/|/look/.+|/words\.js|/articles|/article/.+|/filters|/conversations|/shared/.+")
"""What is sent in one piece: of a draft's findings and of Gradio's events, a compressor would hold the first back."""


class Compression:
    """ASGI middleware that compresses what is sent in one piece, for browsers that take it."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._compressed = GZipMiddleware(app, minimum_size=1_000, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        whole = scope["type"] == "http" and _WHOLE.fullmatch(scope["path"])
        await (self._compressed if whole else self._plain)(scope, receive, send)
