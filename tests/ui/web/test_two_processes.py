"""Two web processes on one library that is kept on servers; one is killed under load."""

from __future__ import annotations

import multiprocessing
import random
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx
import pytest
from server_pair import ServerPair, free_port

from rag.embed import OnnxEmbedder
from rag.library import Library
from rag.settings import Servers, Settings
from ui.web.serve import serve

BEFORE, AFTER = 4, 8
"""Articles that are stored before one is killed, and in the end."""
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


def text(number: int) -> str:
    words = random.Random(number)
    sentences = [
        f"Mayor Olsen said on day {words.randrange(99_999)} that {words.randrange(99_999)} houses need "
        f"{words.randrange(99_999)} new roofs before storm {words.randrange(99_999)}."
        for _ in range(8)
    ]
    return f"Report {number} from Tarnby.\n\n{' '.join(sentences)}"


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


def test_nothing_is_lost_or_doubled_where_one_is_killed_under_load(
    processes, library_on_servers: Servers, tmp_path: Path
) -> None:
    killed = threading.Event()
    stop = threading.Event()
    kept: dict[str, str] = {}
    faults: list[str] = []

    def worker(which: int) -> None:
        _, http = processes[which % 2]
        for turn in range(10_000):
            if stop.is_set():
                return
            number = turn * 2 + which // 2  # both processes are given the same texts at the same time
            try:
                added = http.post("/api/v1/articles", json={"text": text(number)})
                asked = http.post(
                    "/api/v1/ask", json={"question": f"What does report {number} say?", "conversation": f"c{which}"}
                )
            except httpx.TransportError:
                if which % 2 == 0 and killed.is_set():
                    return
                raise
            if (added.status_code, asked.status_code) != (200, 200):
                faults.append(f"{added.text} {asked.text}")
                return
            kept[added.json()["article"]["id"]] = text(number)

    threads = [threading.Thread(target=worker, args=(which,)) for which in range(4)]
    for thread in threads:
        thread.start()
    try:
        until(lambda: len(kept) >= BEFORE or faults)
        killed.set()
        processes[0][0].kill()
        until(lambda: len(kept) >= AFTER or faults)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert not faults
    assert len(kept) >= AFTER
    held = processes[1][1]
    assert held.get("/ready").status_code == 200
    for article, words in kept.items():
        assert held.get(f"/api/v1/articles/{article}").json()["text"] == words
    with Library.open(tmp_path, OnnxEmbedder(), library_on_servers) as library:
        assert library.index.ids() == library._record.passage_ids()
        texts = [article.text for article in library.articles()]
        assert len(texts) == len(set(texts))
        assert set(kept.values()) <= set(texts)
