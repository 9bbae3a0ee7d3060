from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from rag_helpers import FewWordsEmbedder, make_article, make_passages
from server_pair import ServerPair

from rag.errors import LibraryError
from rag.feedback import Fault, Feedback
from rag.library import Library
from rag.migrate import _TABLES, migrate
from rag.types import Answer, Entry, Scope

EMBEDDER = FewWordsEmbedder()
ANSWER = Answer("who barked?", "the dog")


def fill(library: Library) -> None:
    """Several versions, a copy, tags, a conversation that is shared, feedback with a gap in its numbers."""
    texts = [f"The dog {n} barked. 🐕\n\nRain fell on “Zürich” {n} times." for n in range(30)]
    for number, text in enumerate(texts):
        facts = {"publisher": "The Post", "published": dt.date(2025, 1, 1 + number)} if number % 3 else {}
        article = make_article(text, article_id=f"a{number}", **facts, copy_of="a0" if number == 5 else None)
        add(library, Entry(article, tuple(make_passages(article)), (f"band{number}", "shared")))
    newer = make_article("The dog was found.\n\nThe vote was put off.", article_id="a1", version=2)
    add(library, Entry(newer, tuple(make_passages(newer)), ("band1",)))
    library.remove("a2")
    library.listing.file("a3", ["dogs", "weather"])
    mine = library.conversations("ana")
    mine.save("talk", 0, ANSWER)
    mine.share("talk")
    for number in (0, 1, 0):
        library.feedback.give("ana", "talk", number, Feedback(ANSWER, fault=Fault.MISSING, said="the cat"))


def add(library: Library, entry: Entry) -> None:
    library.add_all([entry], EMBEDDER.embed([passage.text for passage in entry.passages]))


def contents(library: Library) -> dict[str, object]:
    """Every row of every table, and every vector with what it is filtered by."""
    held: dict[str, object] = {
        table: [tuple(row) for row in library._record.rows(f"SELECT * FROM {table} ORDER BY {key}")]  # noqa: S608
        for table, key in _TABLES.items()
    }
    held["passages"] = library._record.passages()
    ids = sorted(library.index.ids())
    held["vectors"] = dict(zip(ids, map(tuple, library.index.vectors(ids)), strict=True))
    held["facts of vectors"] = library.index._read(
        lambda found: dict(zip(*map(found.get(ids, include=["metadatas"]).get, ("ids", "metadatas")), strict=True))
    )
    held["words"] = [p.id for p in library.search_words("dogs in zurich", 50)]
    held["meaning"] = set(library.index.search(EMBEDDER.embed(["rain"]), 50, Scope(publishers=("The Post",))))
    return held


def test_every_row_and_vector_goes_to_servers_and_back(tmp_path: Path, server_pair: ServerPair) -> None:
    servers = server_pair.new()
    with Library.open(tmp_path / "old", EMBEDDER) as library:
        fill(library)
        before = contents(library)
    copied = migrate(tmp_path / "old", servers, EMBEDDER, to_servers=True)
    assert copied["versions"] == 30
    with Library.open(tmp_path / "unused", EMBEDDER, servers) as library:
        there = contents(library)
    migrate(tmp_path / "new", servers, EMBEDDER, to_servers=False)
    with Library.open(tmp_path / "new", EMBEDDER) as library:
        back = contents(library)
    for name, held in before.items():
        assert len(held) > 0, name
        assert there[name] == back[name] == held, name
    with Library.open(tmp_path / "old", EMBEDDER) as library:
        assert contents(library) == before
    with Library.open(tmp_path / "unused", EMBEDDER, servers) as library:
        library.feedback.give("ana", "talk", 7, Feedback(ANSWER))
        assert library.feedback.all()[-1].id == before["feedback"][-1][0] + 1


def test_nothing_is_copied_over_a_library(tmp_path: Path, server_pair: ServerPair) -> None:
    servers = server_pair.new()
    for place in (None, servers):
        with Library.open(tmp_path, EMBEDDER, place) as library:
            article = make_article("The dog barked.")
            add(library, Entry(article, tuple(make_passages(article))))
    for to_servers in (True, False):
        with pytest.raises(LibraryError, match="already"):
            migrate(tmp_path, servers, EMBEDDER, to_servers=to_servers)


def test_a_copy_that_fails_leaves_no_library(tmp_path: Path, server_pair: ServerPair, monkeypatch) -> None:
    servers = server_pair.new()
    with Library.open(tmp_path, EMBEDDER) as library:
        fill(library)
        ids = library.index.ids()
    with monkeypatch.context() as broken:
        broken.setattr("rag.migrate._copy_passages", lambda *_: [][0])
        with pytest.raises(IndexError):
            migrate(tmp_path, servers, EMBEDDER, to_servers=True)
    with Library.open(tmp_path / "unused", EMBEDDER, servers) as library:
        assert library.count() == len(library.index.ids()) == 0
    migrate(tmp_path, servers, EMBEDDER, to_servers=True)
    with Library.open(tmp_path / "unused", EMBEDDER, servers) as library:
        assert library.index.ids() == ids
        assert np.isfinite(library.index.vectors(sorted(ids))).all()
