"""Two web processes on one library that is kept on servers."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess

import httpx
import pytest
from server_pair import ServerPair, free_port

from rag.settings import Servers, Settings
from ui.web.serve import serve

PATIENCE = 200.0


@pytest.fixture(scope="module")
def library_on_servers(server_pair: ServerPair) -> Servers:
    return server_pair.new()


@pytest.fixture(scope="module")
def processes(
    tmp_path_factory: pytest.TempPathFactory, library_on_servers: Servers
) -> Iterator[list[tuple[BaseProcess, httpx.Client]]]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["ui.web.serve", "ui.web.app", "rag.reconcile", "ingest", "datasketch"])
    settings = Settings(
        home=tmp_path_factory.mktemp("home"),
        database_url=library_on_servers.database_url,
        chroma_url=library_on_servers.chroma_url,
    )
    started = []
    for _ in range(2):
        port = free_port()
        process = context.Process(target=serve, args=(settings, "127.0.0.1", port, False))
        process.start()
        started.append((process, httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False)))
    for process, http in started:
        wait_for(process, http)
    yield started
    for process, http in started:
        http.close()
        process.kill()
        process.join()


def wait_for(process: BaseProcess, http: httpx.Client) -> None:
    def ready() -> bool:
        assert process.is_alive()
        try:
            return http.get("/ready").status_code == 200
        except httpx.TransportError:
            return False

    until(ready)


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


def test_what_one_stores_the_other_answers_from(processes) -> None:
    (_, one), (_, other) = processes
    assert one.get("/api/v1/articles").json()["articles"], "a new library has the sample"
    assert len(one.get("/api/v1/articles").json()["articles"]) == 1, "it is put in once"
    story = "Ida Holm opened the new bridge in Tarnby on Monday.\n\nThe ferry was given up after ninety years."
    added = one.post("/api/v1/articles", json={"text": story, "title": "Bridge opens"}).json()["article"]["id"]
    question = {"question": "Who opened the new bridge in Tarnby?", "conversation": "bridge"}
    answer = other.post("/api/v1/ask", json=question).json()
    assert "Ida Holm" in answer["answer"]
    assert [turn["question"] for turn in one.get("/api/v1/conversations/bridge").json()["answers"]] == [
        question["question"]
    ]
    assert one.delete(f"/api/v1/articles/{added}").status_code == 204
    assert other.get(f"/api/v1/articles/{added}").status_code == 404
