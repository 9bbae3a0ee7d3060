"""Where the doors for programs are: ``/api/v1``, ``/v1`` and, where its extra is installed, ``/mcp``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from ui.access import Access
from ui.api.app import create_api
from ui.api.openai import create_openai
from ui.api.room import Doorkeeper, Room

if TYPE_CHECKING:
    from rag import Pullquote

Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]


def open_doors(
    pullquote: Pullquote, access: Access, *, per_minute: int = 240
) -> tuple[list[BaseRoute], Lifespan | None]:
    """Make the routes of all doors, and what must run while they are open.

    Args:
        pullquote: opened, and closed by the caller.
        access: decides who may do what.
        per_minute: requests that one client may send to each door in a minute.
    """
    room = Room()
    kept = [Middleware(Doorkeeper, room=room)]
    doors: list[BaseRoute] = [
        Mount("/api/v1", create_api(pullquote, access, per_minute=per_minute), middleware=kept),
        Mount("/v1", create_openai(pullquote, access, per_minute=per_minute), middleware=kept),
    ]
    try:
        from ui.mcp import create_http
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] == "mcp":
            return doors, None
        raise
    guarded, inside = create_http(pullquote, access, per_minute=per_minute)
    return [*doors, Route("/mcp", Doorkeeper(guarded, room))], _while_open(inside)


def _while_open(inside: Starlette) -> Lifespan:
    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        async with inside.router.lifespan_context(inside):
            yield

    return lifespan
