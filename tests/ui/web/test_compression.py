from __future__ import annotations

from collections.abc import Callable

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from ui.web import look
from ui.web.compression import Compression


@pytest.mark.parametrize("path", ["/", look.address("style.css"), look.address("page.js")])
def test_what_is_sent_in_one_piece_is_compressed(pullquote, make_app: Callable[[object], FastAPI], path: str) -> None:
    client = TestClient(make_app(pullquote))
    plain, compressed = (client.get(path, headers={"Accept-Encoding": way}) for way in ("identity", "gzip"))
    assert "content-encoding" not in plain.headers
    assert compressed.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in compressed.headers["vary"].lower()
    assert int(compressed.headers["content-length"]) < len(plain.content) / 2
    assert compressed.content.startswith(plain.content[:20])


@pytest.mark.parametrize("path", ["/draft", "/gradio_api/queue/data", "/api/v1/ask", "/v1/chat/completions"])
def test_what_comes_piece_by_piece_is_passed_on_as_it_comes(path: str) -> None:
    pieces: list[Message] = [
        {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]},
        {"type": "http.response.body", "body": b"first" * 1_000, "more_body": True},
        {"type": "http.response.body", "body": b"last"},
    ]
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for number, piece in enumerate(pieces, start=1):
            await send(piece)
            assert sent == pieces[:number]

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "method": "GET", "headers": [(b"accept-encoding", b"gzip")]}
    with start_blocking_portal() as portal:
        portal.call(Compression(app), scope, receive, send)
    assert sent == pieces
