"""Files of every schema version, and of every released version, can be opened."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import pytest
from rag_helpers import FewWordsEmbedder

from rag import Pullquote
from rag.errors import LibraryDamaged
from rag.feedback import Fault
from rag.library import Library
from rag.listing import Listing, Wanted
from rag.schema import SCHEMA_VERSION
from rag.settings import Settings
from rag.sqlite import SqliteRecord

SCHEMA_1 = Path(__file__).parent / "schema-1.sql"
ROW = """INSERT INTO versions (article, version, latest, title, text, sha256, fetched, authors, published, subheads)
VALUES ('a1', 1, 1, 'Rain', 'It rained.', 'x', '2025-02-20T10:00:00+00:00', '[]', '2025-02-20', '[]')"""


def plan(record: SqliteRecord) -> list[str]:
    return sorted(row["sql"] for row in record.rows("SELECT sql FROM sqlite_master WHERE name LIKE 'versions_by%'"))


def columns(record: SqliteRecord) -> list[str]:
    return [row["name"] for row in record.rows("PRAGMA table_info(versions)")]


def test_a_file_of_schema_1_becomes_one_of_today(tmp_path: Path) -> None:
    old, new = tmp_path / "old.sqlite", tmp_path / "new.sqlite"
    with closing(sqlite3.connect(old)) as db:
        db.executescript(f"{SCHEMA_1.read_text()} {ROW}; PRAGMA user_version = 1;")
    with closing(SqliteRecord(old)) as record, closing(SqliteRecord(new)) as fresh:
        (article,) = record.articles()
        assert (article.title, str(article.published), article.published_at) == ("Rain", "2025-02-20", None)
        assert plan(record) == plan(fresh)
        assert columns(record) == columns(fresh)
        assert record.rows("PRAGMA user_version")[0][0] == SCHEMA_VERSION
        assert [one.id for one in Listing(record).page(Wanted("rain february"), 1)] == [article.id]
    with closing(SqliteRecord(old)) as record:
        assert record.count() == 1


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "record.sqlite"
    with closing(sqlite3.connect(file)) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = file.read_bytes()
    with pytest.raises(LibraryDamaged, match=r"made by a newer Pullquote \(schema \d+\). Update Pullquote to open it."):
        Library.open(tmp_path, FewWordsEmbedder())
    assert file.read_bytes() == before


LIBRARIES = sorted((Path(__file__).parent / "libraries").glob("*.sqlite"))
"""One of every released version and every schema; ``libraries/make.py`` makes that of today."""


def tables(record: SqliteRecord) -> dict[str, list[tuple[object, ...]]]:
    names = [row["name"] for row in record.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: [tuple(row) for row in record.rows(f"PRAGMA table_info({name})")] for name in names}


def test_there_is_a_library_of_today() -> None:
    assert f"{version('pullquote')}-schema{SCHEMA_VERSION}" in [file.stem for file in LIBRARIES]


@pytest.mark.parametrize("file", LIBRARIES, ids=lambda file: file.stem)
def test_a_library_of_every_released_version_opens(file: Path, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    shutil.copy(file, tmp_path / "old" / "record.sqlite")
    with Pullquote(Settings(home=tmp_path / "old")) as pullquote:
        library = pullquote.library
        article = library.article("bridge")
        assert [v.version for v in library.versions("bridge")] == [1, 2]
        assert (article.publisher, article.authors) == ("The Post", ("Bo Chen",))
        assert article.published == dt.date(2026, 1, 1)
        assert (article.agency, article.language, article.section, article.place) == ("AP", "en", "City", "Norrisk")
        assert str(article.published_at) == "2026-01-01 07:30:00+01:00"
        assert library.originals(["copy"]) == {"copy": "bridge"}
        assert library.listing.tags_of("bridge") == ["council"]
        answered, unknown = library.conversations("ann").open("talk")
        assert answered.text == "May"
        assert library.words(answered.citations[0].span) in article.text
        assert unknown.refusal
        assert [one.fault for one in library.feedback.all()] == [None, Fault.MISSING]
        again = pullquote.ask(answered.question)
        assert (again.text, again.citations) == (answered.text, answered.citations)
        assert library.search_meaning("bridge", 9), "vectors are made anew"
        with Library.open(tmp_path / "new", FewWordsEmbedder()) as fresh:
            assert (fresh.conversations("ann").all(), fresh.feedback.all()) == ([], [])
            assert tables(library._record) == tables(fresh._record)
