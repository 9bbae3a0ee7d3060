from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send

from rag import Pullquote
from ui.access import Access
from ui.api.app import create_api
from ui.api.limits import LARGEST_REQUEST, Limits
from ui.api.mounts import open_doors


def test_more_requests_than_allowed_are_turned_away(sample_pullquote: Pullquote, access: Access) -> None:
    api = TestClient(create_api(sample_pullquote, access, per_minute=3), base_url="http://localhost")
    answers = [api.get("/articles").status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]
    refused = api.get("/articles")
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.json()["status"] == 429
    assert api.get("/articles", headers={"Authorization": access.header}).status_code == 200


def test_a_request_that_is_too_large_is_not_read(api: TestClient) -> None:
    assert api.post("/import", content=b" " * (LARGEST_REQUEST + 1)).status_code == 413


def test_a_body_without_a_length_ends_where_it_is_too_large(api: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(LARGEST_REQUEST // 1_000_000 + 2):
            yield b" " * 1_000_000

    assert api.post("/import", content=endless()).status_code == 413


class Slow:
    """An application that answers when it is asked to, or never."""

    def __init__(self, *, begins: bool) -> None:
        self._begins = begins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._begins:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        await asyncio.Event().wait()


def test_what_takes_too_long_is_given_up() -> None:
    client = TestClient(Limits(Slow(begins=False), 9, "", seconds=0.01))
    late = client.get("/")
    assert (late.status_code, late.json()["status"]) == (504, 504)
    assert "Not done within 0.01 s" in late.json()["detail"]


def test_an_answer_that_does_not_end_is_cut_off(caplog: pytest.LogCaptureFixture) -> None:
    assert TestClient(Limits(Slow(begins=True), 9, "", seconds=0.01)).get("/page").content == b""
    assert caplog.messages == ["The answer to /page took longer than 0.01 s and was cut off."]


def test_work_in_a_thread_does_not_hold_the_answer_up() -> None:
    go_on, app = threading.Event(), FastAPI()
    app.add_middleware(Limits, per_minute=9, unlimited="", seconds=0.01)

    @app.get("/")
    def works() -> None:
        go_on.wait()

    with TestClient(app) as client:
        assert client.get("/").status_code == 504
        go_on.set()


def test_every_door_has_the_limits(sample_pullquote: Pullquote, access: Access) -> None:
    routes, lifespan = open_doors(sample_pullquote, access, per_minute=9)
    with TestClient(FastAPI(routes=routes, lifespan=lifespan), base_url="http://localhost") as site:
        for path in ("/api/v1/articles", "/v1/models", "/mcp"):
            assert site.get(path, headers={"Origin": "https://evil.example"}).status_code == 403
            too_large = site.post(path, headers={"Content-Length": str(LARGEST_REQUEST + 1)})
            assert (path, too_large.status_code) == (path, 413)
            asked = {site.put(path).status_code for _ in range(9)}
            assert (path, 429 in asked) == (path, True)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_pages_of_other_sites_are_turned_away(api: TestClient, origin: str) -> None:
    assert api.get("/articles", headers={"Origin": origin}).status_code == 403
    assert api.get("/articles", headers={"Origin": "http://localhost"}).status_code == 200
