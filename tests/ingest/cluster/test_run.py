from __future__ import annotations

import builtins
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest
from hash_embedder import HashEmbedder

from ingest.cluster import add_by_ray, stages
from ingest.cluster.run import Done, _ray, write
from ingest.cluster.stages import Row, keys
from rag.errors import PullquoteError
from rag.library import Library
from rag.settings import Servers, Settings

TEXTS = [f"The council of town {n} voted for bridge number {n} on Monday, and {n + 30} came." for n in range(8)]


@pytest.fixture
def library(tmp_path: Path, servers: Servers | None) -> Iterator[Library]:
    with Library.open(tmp_path / "home", HashEmbedder(), servers) as opened:
        yield opened


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files, the last with the text of the one before it."""
    monkeypatch.setattr(stages, "load_embedder", lambda *_, **__: HashEmbedder())
    files = [tmp_path / f"{number}.txt" for number in range(9)]
    for file, text in zip(files, [*TEXTS, TEXTS[-1]], strict=True):
        file.write_text(text)
    return [str(file) for file in files]


def made(sources: list[str], library: Library) -> list[Row]:
    """What workers make of sources."""
    known = keys(library.hashes())
    given = [{"source": source, "state": "", "data": b""} for source in sources]
    return stages.Embed(Settings(home=Path()))(stages.extract(stages.read(given), known))


def outcomes(found: Iterator[Done]) -> list[str]:
    return [done.outcome for done in found]


def test_each_text_is_stored_once_whatever_is_done_twice(library: Library, work: list[str]) -> None:
    rows = made(work, library)
    twice = [*rows, *rows[:4]]  # what a worker that died had in hand is done again
    assert sorted(outcomes(write(twice, library))) == ["added"] * 8 + ["unchanged"] * 5
    assert sorted(article.text for article in library.articles()) == sorted(TEXTS)
    assert library.agrees()


def test_stopped_half_way_it_goes_on_with_what_is_missing(
    library: Library, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.cluster.run._TOGETHER", 2)
    for done in write(made(work, library), library):
        if done.source == work[3]:
            break
    stored = library.count()
    assert 4 <= stored < 8
    again = made(work, library)
    assert [row["state"] for row in again].count("known") >= stored
    assert outcomes(write(again, library)).count("added") == 8 - stored
    assert library.count() == 8
    assert library.agrees()


def test_failures_are_told(library: Library, tmp_path: Path, work: list[str]) -> None:
    (tmp_path / "empty.txt").touch()
    (done,) = write(made([str(tmp_path / "empty.txt")], library), library)
    assert (done.outcome, "is empty" in done.why) == ("failed", True)


def test_without_ray_it_says_what_to_install(
    library: Library, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def import_(name: str, *rest: object) -> object:
        if name.split(".")[0] == "ray":
            raise ImportError(name=name)
        return found(name, *rest)

    found = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", import_)
    with pytest.raises(PullquoteError, match=r"pip install 'pullquote\[bulk\]'"):
        list(add_by_ray(work, library, Settings(home=tmp_path_of(work)), workers=1))


def test_ray_that_is_started_here_lets_nobody_in_without_a_new_token(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, object]] = []
    context = types.SimpleNamespace(get_current=types.SimpleNamespace)
    data = types.SimpleNamespace(DataContext=context)
    ray = types.SimpleNamespace(init=lambda **options: given.append(options), shutdown=lambda: None, data=data)
    monkeypatch.setitem(sys.modules, "ray", ray)
    monkeypatch.setitem(sys.modules, "ray.data", data)
    monkeypatch.setattr(os, "environ", dict[str, str]())
    tokens = set()
    for _ in range(2):
        with _ray(workers=1):
            assert os.environ["RAY_AUTH_MODE"] == "token"
            tokens.add(os.environ["RAY_AUTH_TOKEN"])
    assert len(tokens) == 2
    assert min(map(len, tokens)) == 64
    assert [options["address"] for options in given] == ["local", "local"]

    monkeypatch.setattr(os, "environ", {"RAY_ADDRESS": "10.0.0.1:6379"})
    with _ray(workers=1):
        assert "RAY_AUTH_TOKEN" not in os.environ
    assert given[-1].keys() == {"log_to_driver", "logging_level"}


def tmp_path_of(work: list[str]) -> Path:
    return Path(work[0]).parent
