"""The shared library and each member's own, and which of them answers a request."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import FastAPI, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.errors import LibraryError
from ui.access import Caller
from ui.web.gate import DOORS, PUBLIC
from ui.web.language import _
from ui.web.person import caller_of

if TYPE_CHECKING:
    from rag import Pullquote

log = logging.getLogger(__name__)

Whose = Literal["shared", "own"]

COOKIE = "library"
"""Which library a person chose; whose ``own`` is, only their login says."""
FOLDER = "private"
"""In the directory of the shared library: a library directory for each member, named by the user's id."""
_ALWAYS_SHARED = (DOORS, PUBLIC, re.compile("/library|/logout"))
"""What is answered without a library, or from the shared one only."""
_A_YEAR = 365 * 24 * 3600


def has_own(caller: Caller) -> bool:
    """Whether somebody may have a library of their own: members who have logged in."""
    return caller.name is not None and caller.can_write


def chosen(request: Request) -> Whose:
    """The library that whoever sent a request has chosen, and may have."""
    return "own" if request.cookies.get(COOKIE) == "own" and has_own(caller_of(request)) else "shared"


def add_choice(app: FastAPI) -> None:
    """Add the route by which people change between the libraries."""

    @app.post("/library")
    def choose(request: Request, whose: Annotated[Whose, Form()]) -> Response:
        answer = RedirectResponse("/", 303)
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, whose, max_age=_A_YEAR, samesite="strict", secure=secure)
        return answer


@dataclass(slots=True)
class _Open:
    """An app that is open, until ``end`` is set."""

    app: FastAPI
    end: asyncio.Event
    living: asyncio.Task[None]


class Libraries:
    """ASGI middleware behind the gate: sends who has chosen their own library to an app of its own.

    Own libraries are opened when they are first asked, and closed with the shared one. They share its models.

    Args:
        app: of the shared library.
        pullquote: the shared library, which is closed by the caller.
        home: its directory.
        make: makes the app of a member's own library.
    """

    def __init__(self, app: ASGIApp, pullquote: Pullquote, home: Path, make: Callable[[Pullquote], FastAPI]) -> None:
        self._shared = app
        self._pullquote = pullquote
        self._folder = home / FOLDER
        self._make = make
        self._open: dict[str, _Open] = {}
        self._opening = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; answer 503 where a library cannot be opened."""
        if scope["type"] == "lifespan":
            await self._shared(scope, receive, self._closing_with(send))
            return
        request, path = Request(scope), scope["path"]
        if any(always.fullmatch(path) for always in _ALWAYS_SHARED) or chosen(request) == "shared":
            await self._shared(scope, receive, send)
            return
        try:
            app: ASGIApp = await self._of(caller_of(request))
        except LibraryError as error:
            log.error("A library of one's own cannot be opened. %s", error)
            app = PlainTextResponse(_("Your own library cannot be opened. The terminal shows why."), 503)
        await app(scope, receive, send)

    async def _of(self, caller: Caller) -> FastAPI:
        """The app of somebody's own library; raises LibraryError."""
        async with self._opening:
            if caller.owner not in self._open:
                self._open[caller.owner] = await self._begin(self._folder / caller.owner.removeprefix("user:"))
            return self._open[caller.owner].app

    async def _begin(self, home: Path) -> _Open:
        own = await run_in_threadpool(self._pullquote.beside, home)
        app, begun, end = await run_in_threadpool(self._make, own), asyncio.Event(), asyncio.Event()

        async def live() -> None:
            try:
                async with app.router.lifespan_context(app):
                    begun.set()
                    await end.wait()
            finally:
                begun.set()
                await run_in_threadpool(own.close)

        living = asyncio.create_task(live())
        await begun.wait()
        return _Open(app, end, living)

    def _closing_with(self, send: Send) -> Send:
        """Close all own libraries before the server is told that the app has closed."""

        async def tell(message: Message) -> None:
            if message["type"].startswith("lifespan.shutdown"):
                for one in self._open.values():
                    one.end.set()
                await asyncio.gather(*(one.living for one in self._open.values()), return_exceptions=True)
            await send(message)

        return tell
