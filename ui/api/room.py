"""How many requests are taken at once: who finds no room is told when to come back, rather than kept waiting."""

from __future__ import annotations

import math
import time

from starlette.types import ASGIApp, Receive, Scope, Send

from ui.api.answers import problem

MOST_AT_ONCE = 100
"""Requests that are being answered or wait for it, at all doors together."""
_LONGEST_WAIT = 60
_NEWEST = 0.1  # weight of the latest request in the pace


class Room:
    """The places of a server, shared by its doors.

    Args:
        places: how many there are.
    """

    def __init__(self, places: int = MOST_AT_ONCE) -> None:
        self._places = places
        self._inside = 0
        self._left = 0.0
        self._pace = 0.1

    def enter(self) -> int:
        """Take a place; returns 0, or when there is none the seconds until half of those inside will have left."""
        if self._inside >= self._places:
            return min(_LONGEST_WAIT, max(1, math.ceil(self._pace * self._inside / 2)))
        self._inside += 1
        return 0

    def leave(self) -> None:
        """Give a place back."""
        now = time.monotonic()
        if self._left and self._inside > 1:  # somebody is always being answered then: the time between is the pace
            self._pace += _NEWEST * (now - self._left - self._pace)
        self._left = now
        self._inside -= 1


class Doorkeeper:
    """ASGI middleware that lets requests into a room, or answers 503.

    Args:
        app: what is behind it.
        room: where they go.
    """

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self._app = app
        self._room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless there are too many already."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif wait := self._room.enter():
            detail = f"Too many questions at once. Come back in {wait} s."
            await problem(503, detail, {"Retry-After": str(wait)})(scope, receive, send)
        else:
            try:
                await self._app(scope, receive, send)
            finally:
                self._room.leave()
