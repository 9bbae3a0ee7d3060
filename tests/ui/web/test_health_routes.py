from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from ingest import pipeline
from rag import Pullquote
from rag.settings import Settings
from ui.web.health_routes import add_health

READY = {"ready": True, "models": True, "library": True}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Pullquote]:
    with Pullquote(Settings(home=tmp_path / "home")) as pullquote:
        pipeline.add_sample(pullquote.library, pullquote.embedder)
        yield pullquote


@pytest.fixture
def client(opened: Pullquote) -> TestClient:
    app = FastAPI()
    add_health(app, opened)
    return TestClient(app)


def test_a_server_that_can_answer_is_alive_and_ready(client: TestClient) -> None:
    assert client.get("/health").json() == {"alive": True}
    ready = client.get("/ready")
    assert (ready.status_code, ready.json()) == (200, READY)


def test_it_is_not_ready_before_the_index_is_open(tmp_path: Path) -> None:
    app = FastAPI()
    with Pullquote(Settings(home=tmp_path)) as pullquote:
        add_health(app, pullquote)
        ready = TestClient(app).get("/ready")
        assert (ready.status_code, ready.json()) == (503, READY | {"ready": False, "library": False})
        assert ready.headers["retry-after"] == "5"
        pullquote.library.open_index()
        assert TestClient(app).get("/ready").status_code == 200


def test_it_is_not_ready_when_record_and_index_differ(client: TestClient, opened: Pullquote) -> None:
    (some, *_) = opened.library.index.ids()
    opened.library.index.remove([some])
    assert client.get("/ready").json() == READY | {"ready": False, "library": False}
    opened.library.reindex()
    assert client.get("/ready").json() == READY


def test_it_is_not_ready_when_the_index_has_gone(client: TestClient, opened: Pullquote, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "home" / "index")
    assert client.get("/ready").status_code == 503
    assert client.get("/health").status_code == 200


def test_it_is_not_ready_without_models(client: TestClient, opened: Pullquote, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(opened.reader.model, "read", lambda *_: 1 / 0)
        assert client.get("/ready").json() == READY | {"ready": False, "models": False}
    assert client.get("/ready").json() == READY


def test_it_is_not_alive_when_the_record_cannot_be_read(client: TestClient, opened: Pullquote) -> None:
    opened.library._record.close()
    assert client.get("/health").status_code == 503
    assert client.get("/ready").json()["library"] is False
