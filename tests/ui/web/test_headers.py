from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from ui.access import Access
from ui.web import look

PROMISED = {
    "content-security-policy": "default-src 'self'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture
def app(pullquote, tmp_path: Path, make_app: Callable[..., FastAPI]) -> FastAPI:
    app = make_app(pullquote, Access(tmp_path, open_here=True), ("localhost",))

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("words of an article")

    app.router.routes.insert(0, app.router.routes.pop())
    return app


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", look.address("page.js"), 200),
        ("GET", "/article/none", 404),
        ("GET", "/api/v1/conversations", 200),
        ("GET", "/v1/nothing", 404),
        ("GET", "/gradio_api/file=/etc/passwd", 404),
        ("GET", "/broken", 500),
        ("DELETE", "/articles", 404),
    ],
)
def test_every_answer_carries_them(app: FastAPI, method: str, path: str, status: int) -> None:
    answer = TestClient(app, base_url="http://localhost").request(method, path)
    assert answer.status_code == status
    for name, value in PROMISED.items():
        assert value in answer.headers[name]
    assert "strict-transport-security" not in answer.headers
    assert "words of an article" not in answer.text


def test_so_do_requests_that_are_turned_away(app: FastAPI) -> None:
    for base, headers in [("http://evil.example", {}), ("http://localhost", {"Origin": "http://evil.example"})]:
        refused = TestClient(app, base_url=base).delete("/article/none", headers=headers)
        assert refused.status_code in (400, 403)
        assert PROMISED.keys() <= refused.headers.keys()


def test_over_https_browsers_are_told_to_stay_there(app: FastAPI) -> None:
    answer = TestClient(app, base_url="https://localhost").get("/login")
    assert "max-age" in answer.headers["strict-transport-security"]


def test_what_people_see_is_not_left_in_the_cache(app: FastAPI) -> None:
    client = TestClient(app, base_url="http://localhost")
    for path in ("/", "/articles", "/conversations", "/login"):
        assert client.get(path).headers["cache-control"] == "no-store"
