from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from documents import PARAGRAPHS, article
from hash_embedder import HashEmbedder
from loopback_site import Site

from rag.embed import Vectors
from rag.library import Library
from ui.web.adding import Adders, Adding, PastedText, State, readable, sources_in


class Gate(HashEmbedder):
    """Embeds when it is let."""

    def __init__(self) -> None:
        self.reached, self.let = threading.Event(), threading.Event()

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.reached.set()
        assert self.let.wait(60)
        return super().embed(texts)


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def adding(tmp_path: Path, gate: Gate) -> Iterator[Adding]:
    with Library.open(tmp_path / "home", gate) as library:
        adding = Adding(SimpleNamespace(library=library, embedder=gate))
        yield adding
        gate.let.set()
        adding.stop()
        adding.wait(60)


def files(folder: Path, *names: str) -> list[str]:
    for name in names:
        (folder / name).write_text(f"Story {name} of the day\n\n{PARAGRAPHS[0]} {name}.\n\n{PARAGRAPHS[1]}")
    return [str(folder / name) for name in names]


def finished(adding: Adding) -> State:
    adding.wait(60)
    return adding.state()


def texts(state: State) -> list[str]:
    return [line["text"] for line in state["lines"]]


def test_a_pasted_feed_is_expanded_to_its_articles(adding: Adding, gate: Gate, loopback: Site) -> None:
    gate.let.set()
    links = "".join(f"<item><link>{loopback.url}/{n}</link></item>" for n in range(3))
    loopback.page("/feed", f"<rss><channel>{links}</channel></rss>".encode(), kind="application/rss+xml")
    for n, paragraphs in enumerate((PARAGRAPHS[:2], PARAGRAPHS[2:])):
        loopback.page(f"/{n}", article(list(paragraphs), head=f"<title>Story {n} of the day</title>").encode())
    adding.begin(sources_in(f"{loopback.url}/feed\n{loopback.url}/gone.rss", []))
    state = finished(adding)
    assert (state["done"], state["total"], state["running"], state["waiting"]) == (4, 4, False, [])
    assert sum(line["kind"] == "failed" for line in state["lines"]) == 2
    assert sum(text.startswith("Added: ") for text in texts(state)) == 2
    assert any("gone.rss answered with error 404" in text for text in texts(state))


def test_an_address_that_turns_out_to_be_a_feed_counts_as_its_articles(
    adding: Adding, gate: Gate, loopback: Site
) -> None:
    gate.let.set()
    links = "".join(f"<item><link>{loopback.url}/{n}</link></item>" for n in range(3))
    loopback.page("/latest", f"<rss><channel>{links}</channel></rss>".encode(), kind="application/rss+xml")
    loopback.page("/0", article(list(PARAGRAPHS), head="<title>Story of the day</title>").encode())
    adding.begin(sources_in(f"{loopback.url}/latest", []))
    state = finished(adding)
    assert (state["done"], state["total"], state["running"], state["waiting"]) == (3, 3, False, [])
    assert sorted(line["kind"] for line in state["lines"]) == ["failed", "failed", "there"]


def test_it_goes_on_without_a_page_and_a_new_page_sees_how_far_it_is(
    adding: Adding, gate: Gate, tmp_path: Path
) -> None:
    adding.begin(sources_in("", files(tmp_path, "a.txt", "b.txt")))
    assert gate.reached.wait(60)
    state = adding.state()
    assert (state["running"], state["done"], state["total"], state["waiting"]) == (True, 0, 2, ["a.txt", "b.txt"])
    gate.let.set()
    state = finished(adding)
    assert (state["done"], state["total"], state["article"] is not None) == (2, 2, True)


def test_what_is_given_while_it_works_comes_after(adding: Adding, gate: Gate, tmp_path: Path) -> None:
    adding.begin(sources_in("", files(tmp_path, "a.txt")))
    assert gate.reached.wait(60)
    adding.begin([PastedText(f"Bridge closed\n\n{PARAGRAPHS[2]}")])
    assert adding.state()["total"] == 2
    gate.let.set()
    assert [text.split(" ")[0] for text in texts(finished(adding))] == ["Added:", "Added:"]
    adding.begin(sources_in("", files(tmp_path, "a.txt")))
    state = finished(adding)
    assert (state["done"], state["total"]) == (1, 1)
    assert texts(state)[0].startswith("Already in the library: ")


def test_stopping_keeps_what_is_there_and_adding_again_goes_on(adding: Adding, gate: Gate, tmp_path: Path) -> None:
    given = files(tmp_path, *(f"{n:03}.txt" for n in range(300)))
    adding.begin(sources_in("", given))
    assert gate.reached.wait(60)
    adding.stop()
    gate.let.set()
    state = finished(adding)
    assert state["stopped"]
    assert state["done"] < state["total"] == 300
    adding.begin(sources_in("", given[:100]))
    state = finished(adding)
    assert (state["done"], state["stopped"]) == (100, False)


def test_the_last_lines_and_all_failures_are_told(adding: Adding, gate: Gate, tmp_path: Path) -> None:
    gate.let.set()
    (tmp_path / "empty.txt").write_text("")
    adding.begin(sources_in("", [str(tmp_path / "empty.txt"), *files(tmp_path, *(f"{n}.txt" for n in range(50)))]))
    state = finished(adding)
    assert (len(state["lines"]), state["earlier"]) == (41, 10)
    assert texts(state)[0] == "empty.txt is empty."


def test_a_long_task_says_how_fast_it_goes_and_how_long_it_takes(
    adding: Adding, gate: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = {"seconds": 0.0}
    monkeypatch.setattr("ingest.bulk.time.monotonic", lambda: now["seconds"])
    adding.begin([PastedText(" "), *sources_in("", files(tmp_path, "a.txt", "b.txt"))])
    assert gate.reached.wait(60)
    now["seconds"] = 4.0
    assert adding.state()["words"]["done"] == "1 of 3 · 0.2 a second, about 0:00:08 left"
    gate.let.set()
    assert finished(adding)["words"]["done"] == "3 of 3"


def test_a_fault_inside_is_told_without_its_details(
    adding: Adding, gate: Gate, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(texts: Sequence[str]) -> Vectors:
        raise RuntimeError("secret")

    monkeypatch.setattr(gate, "embed", fail)
    adding.begin(sources_in("", files(tmp_path, "a.txt")))
    assert "Try it again" in texts(finished(adding))[0]
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_what_is_pasted_is_addresses_or_one_text_and_never_a_file() -> None:
    assert sources_in(" https://a.example/1\n\nhttps://a.example/2\n", ["given/a.txt"]) == [
        Path("given/a.txt"), "https://a.example/1", "https://a.example/2",
    ]  # fmt: skip
    for text in ("https://a.example/1\nsays that it rains.", "/etc/hostname"):
        assert sources_in(text, []) == [PastedText(text)]
    assert sources_in(" \n", []) == []


def test_of_a_folder_only_what_can_be_read_is_taken() -> None:
    assert readable(["a/a.HTML", "a/b.png", "a/feed.xml", "a/.DS_Store"]) == ["a/a.HTML", "a/feed.xml"]


def test_two_people_do_not_see_what_the_other_adds(tmp_path: Path, gate: Gate) -> None:
    with Library.open(tmp_path / "home", gate) as library:
        adders = Adders(SimpleNamespace(library=library, embedder=gate))
        adders.of("me").begin(sources_in("", files(tmp_path, "a.txt")))
        assert adders.of("me").state()["running"]
        assert not adders.of("you").state()["running"]
        gate.let.set()
        adders.close()
        assert not adders.of("me").state()["running"]
