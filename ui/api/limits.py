"""What a client may send: how much at once, how often, from where, and how long it may take."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.answers import problem

log = logging.getLogger(__name__)

LARGEST_REQUEST = 20_000_000
"""Bytes of a request's body."""
LONGEST_REQUEST = 600.0
"""Seconds from a request's first byte to the last byte of its answer."""
_TOO_LARGE = f"The request is larger than {LARGEST_REQUEST:,} bytes."
_MOST_CLIENTS = 10_000


class Limits:
    """ASGI middleware that turns requests away before anything reads them.

    Args:
        app: what is behind it.
        per_minute: requests that a client may send in a minute, in a burst or evenly; a client is a token or, without
            one, an address.
        unlimited: the value of an ``Authorization`` header that may send as many as it likes.
        seconds: how long a request may take.
    """

    def __init__(self, app: ASGIApp, per_minute: int, unlimited: str, seconds: float = LONGEST_REQUEST) -> None:
        self._app = app
        self._seconds = seconds
        self._unlimited = unlimited
        self._rate = per_minute / 60
        self._burst = float(per_minute)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403, 413 or 429, or pass the request on; 504 when that takes too long."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if is_foreign(headers):
            refusal = problem(403, "Pages of other sites may not use this API.")
        elif wait := self._wait(headers.get("authorization") or (scope.get("client") or ("nobody",))[0]):
            refusal = problem(429, f"Too many requests. Wait {wait} s.", {"Retry-After": str(wait)})
        elif int(headers.get("content-length") or 0) > LARGEST_REQUEST:
            refusal = problem(413, _TOO_LARGE)
        else:
            await self._in_time(scope, limited(receive, LARGEST_REQUEST), send)
            return
        await refusal(scope, receive, send)

    async def _in_time(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an answer that has begun by then is cut off instead."""
        begun = False

        async def send_noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            async with asyncio.timeout(self._seconds):
                await self._app(scope, receive, send_noting)
        except TimeoutError:
            if begun:  # the server closes the connection, which tells the client that something is missing
                log.warning("The answer to %s took longer than %g s and was cut off.", scope["path"], self._seconds)
                return
            detail = f"Not done within {self._seconds:g} s. It may go on inside the server; ask for less at once."
            await problem(504, detail)(scope, receive, send)

    def _wait(self, client: str) -> int:
        """Whole seconds until this client may send again; 0 when it may now (a token bucket)."""
        if client == self._unlimited:
            return 0
        now = time.monotonic()
        left, since = self._left.pop(client, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._rate)
        allowed = left >= 1
        self._left[client] = (left - allowed, now)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0 if allowed else max(1, round((1 - left) / self._rate))


def is_foreign(headers: Headers) -> bool:
    """Whether a browser sent this for a page of another site."""
    origin = headers.get("origin")
    return bool(origin) and urlsplit(origin or "").netloc != headers.get("host")


def limited(receive: Receive, largest: int) -> Receive:
    """A body without a length ends where it grows too large."""
    seen = 0

    async def receive_counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > largest:
            raise HTTPException(413, f"The request is larger than {largest:,} bytes.")
        return message

    return receive_counted
