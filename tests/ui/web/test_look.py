from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from ui.web import look


@pytest.fixture
def client(pullquote, make_app: Callable[[object], FastAPI]) -> TestClient:
    return TestClient(make_app(pullquote))


def test_a_browser_keeps_what_the_page_loads(client: TestClient) -> None:
    addresses = set(re.findall(r"/look/\w+/[\w.]+", client.get("/").text))
    assert {address.split("/")[-1] for address in addresses} == {"style.css", *look.scripts()}
    for address in addresses:
        answer = client.get(address)
        assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
        assert answer.headers["content-type"].startswith(("text/css", "text/javascript"))


def test_a_page_of_before_an_update_gets_what_there_is_now_and_does_not_keep_it(client: TestClient) -> None:
    old = client.get("/look/0123456789ab/page.js")
    assert old.content == client.get(look.address("page.js")).content
    assert old.headers["cache-control"] == "no-cache"
    assert client.get("/look/0123456789ab/app.py").status_code == 404
