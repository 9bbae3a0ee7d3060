from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from documents import PARAGRAPHS, article

from ingest import isolated
from ingest.cluster import stages
from ingest.cluster.stages import Keys, Row, keys
from ingest.fetch import Fetched, Fetcher
from rag.settings import Settings

NOTHING = keys([])


def rows(*sources: object) -> list[Row]:
    return [{"source": str(source), "state": "", "data": b""} for source in sources]


def worked(given: list[Row], known: Keys = NOTHING) -> list[Row]:
    return stages.extract(stages.fetch(stages.read(given), known), known)


@pytest.fixture(autouse=True)
def fresh():
    yield
    isolated._close_idle()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that were fetched; each gives the same article."""
    asked: list[str] = []

    def fetch(self: Fetcher, url: str) -> Fetched:
        asked.append(url)
        return Fetched(url, article().encode(), "text/html")

    monkeypatch.setattr(Fetcher, "fetch", fetch)
    return asked


def test_files_and_addresses_become_articles_with_vectors(tmp_path: Path, site: list[str]) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(PARAGRAPHS))
    (tmp_path / "b.html").write_text(article(PARAGRAPHS[:2]))
    given = rows(tmp_path / "a.txt", tmp_path / "b.html", "https://example.org/story?utm_source=x")
    made = stages.Embed(Settings(home=tmp_path))(worked(given))
    assert [row["state"] for row in made] == ["", "", ""]
    assert len(site) == 1
    prepared = [stages.prepared_of(row) for row in made]
    assert prepared[0].article.text == "\n\n".join(PARAGRAPHS)
    assert prepared[2].article.url == "https://example.org/story"
    for one, row in zip(prepared, made, strict=True):
        vectors = np.frombuffer(row["vectors"], np.float32).reshape(len(one.passages), -1)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_parsers_run_in_processes_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text(article())
    assert worked(rows(tmp_path / "b.html"))[0]["state"] == ""
    assert isolated._idle.qsize() == 1
    assert not isolated.reads_everything()


def test_what_fails_is_told_and_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    (tmp_path / "good.txt").write_text("\n\n".join(PARAGRAPHS))
    given = rows(tmp_path / "bad.pdf", tmp_path / "gone.txt", tmp_path / "good.txt")
    bad, gone, good = stages.Embed(Settings(home=tmp_path))(worked(given))
    assert "damaged PDF" in bad["state"]
    assert "gone.txt cannot be read" in gone["state"]
    assert good["state"] == ""
    assert (bad["vectors"], gone["vectors"]) == (b"", b"")

    def break_down(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("ingest.cluster.stages.prepare", break_down)
    assert "RecursionError" in worked(rows(tmp_path / "good.txt"))[0]["state"]


def test_a_worker_embeds_on_one_core(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(f"{PARAGRAPHS[0]} {number}" for number in range(40)))
    embed = stages.Embed(Settings(home=tmp_path))
    given, before = worked(rows(tmp_path / "a.txt")), set(threading.enumerate())
    (row,) = embed(given)
    assert len(row["vectors"]) > 10 * 384 * 4
    assert not [thread for thread in set(threading.enumerate()) - before if thread.name.startswith("model_")]


def test_what_the_library_has_is_neither_fetched_nor_embedded_again(tmp_path: Path, site: list[str]) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(PARAGRAPHS))
    (found,) = worked(rows(tmp_path / "a.txt"))
    known = stages.prepared_of(found).article
    there = keys([(known.id, known.sha256, None), ("0a", "0b", "https://example.org/story")])
    given = rows(tmp_path / "a.txt", "https://example.org/story", "https://example.org/other")
    made = worked(given, there)
    assert [row["state"] for row in made] == ["known", "known", ""]
    assert site == ["https://example.org/other"]


def test_a_changed_text_at_a_known_place_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(article(head='<link rel="canonical" href="https://example.org/story">'))
    (found,) = worked(rows(tmp_path / "a.html"))
    known = stages.prepared_of(found).article
    there = keys([(known.id, "another hash", known.url)])
    assert worked(rows(tmp_path / "a.html"), there)[0]["state"] == ""


def test_the_further_pages_of_an_article_are_fetched_by_the_one_that_fetches(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = "https://example.org/story", "https://example.org/story?page=2"
    pages = {
        first: article(PARAGRAPHS[:2], head=f'<link rel="next" href="{second}">'),
        second: article(PARAGRAPHS[2:]),
    }
    asked: list[str] = []

    def get(self: Fetcher, url: str) -> Fetched:
        asked.append(url)
        return Fetched(url, pages[url].encode(), "text/html")

    monkeypatch.setattr(Fetcher, "fetch", get)
    fetched = stages.fetch(rows(first), NOTHING)
    assert asked == [first, second]
    assert stages.prepared_of(fetched[0]).article.text == "\n\n".join(PARAGRAPHS)
    assert stages.extract(fetched, NOTHING) == fetched
    assert asked == [first, second]


def test_an_empty_file_is_a_failure_and_not_known(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert "is empty" in worked(rows(tmp_path / "empty.txt"))[0]["state"]


def test_sites_take_turns() -> None:
    given = [f"https://{site}.org/{number}" for site in "ab" for number in range(3)] + ["x.txt", "y.txt"]
    found = stages.in_turns(given)
    assert sorted(found) == sorted(given)
    assert [one.split("/")[2] for one in found if one.startswith("http")] == ["a.org", "b.org"] * 3


def test_keys_are_few_bytes_and_sorted() -> None:
    found = keys((str(number), "text", f"https://example.org/{number}") for number in range(1_000))
    assert found.nbytes == 16_000
    assert np.all(found[:-1] < found[1:])
