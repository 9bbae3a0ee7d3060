from __future__ import annotations

import asyncio

import httpx
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from rag import Pullquote
from ui.access import Access
from ui.api.mounts import open_doors
from ui.api.room import Doorkeeper, Room


class Held:
    """An application that answers when it is let to."""

    def __init__(self) -> None:
        self.inside = asyncio.Semaphore(0)
        self.go_on = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.inside.release()
        await self.go_on.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body"})


def test_who_finds_no_room_is_told_when_to_come_back_and_then_let_in() -> None:
    async def come() -> tuple[list[int], httpx.Response, int]:
        held = Held()
        app = Doorkeeper(held, Room(places=3))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as http:
            waiting = [asyncio.create_task(http.get("/")) for _ in range(3)]
            for _ in waiting:
                await held.inside.acquire()
            refused = await http.get("/")
            held.go_on.set()
            return [(await one).status_code for one in waiting], refused, (await http.get("/")).status_code

    inside, refused, later = asyncio.run(come())
    assert (inside, refused.status_code, later) == ([200, 200, 200], 503, 200)
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.json()["detail"] == f"Too many questions at once. Come back in {refused.headers['retry-after']} s."


def test_a_request_that_fails_gives_its_place_back() -> None:
    async def fails(scope: Scope, receive: Receive, send: Send) -> None:
        raise ValueError

    room = Room(places=1)
    client = TestClient(Doorkeeper(fails, room), raise_server_exceptions=False)
    for _ in range(3):
        assert client.get("/").status_code == 500
    assert room.enter() == 0


def test_the_slower_the_answers_the_longer_the_wait(monkeypatch) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    waits = []
    for pace in (0.01, 0.5, 30.0):
        room = Room(places=10)
        for _ in range(10):
            assert room.enter() == 0
        for _ in range(200):
            now += pace
            room.leave()
            assert room.enter() == 0
        waits.append(room.enter())
    assert waits == [1, 3, 60]


def test_all_doors_lead_into_one_room(sample_pullquote: Pullquote, access: Access, monkeypatch) -> None:
    monkeypatch.setattr("ui.api.mounts.Room", lambda: Room(places=0))
    routes, lifespan = open_doors(sample_pullquote, access)
    with TestClient(FastAPI(routes=routes, lifespan=lifespan), base_url="http://localhost") as site:
        for path in ("/api/v1/articles", "/v1/models", "/mcp"):
            refused = site.get(path)
            assert (path, refused.status_code, "retry-after" in refused.headers) == (path, 503, True)
