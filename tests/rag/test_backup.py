"""A backup holds every row of every database, also when it is made while they are written to."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from rag_helpers import FewWordsEmbedder, make_article, store

from rag.backup import MANIFEST, back_up, restore
from rag.errors import BackupUnusable, LibraryBusy, LibraryDamaged, LibraryError
from rag.feedback import Fault, Feedback
from rag.library import Library
from rag.schema import SCHEMA_VERSION
from rag.types import Answer

PETS = "The dog barked at the dog.\n\nThe cat slept."
Rows = dict[str, list[tuple[object, ...]]]


def rows(database: Path) -> Rows:
    """Every row of every table, those of the full-text search included."""
    with closing(sqlite3.connect(database)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(db.execute(f'SELECT * FROM "{name}"'), key=repr) for name in tables}  # noqa: S608 - our own tables


def all_rows(home: Path) -> dict[str, Rows]:
    return {path.relative_to(home).as_posix(): rows(path) for path in sorted(home.rglob("*.sqlite"))}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A closed library with a row in every table, and further databases beside and below the record."""
    home = tmp_path / "home"
    with Library.open(home, FewWordsEmbedder()) as library:
        store(library, make_article(PETS))
        store(library, make_article("The cat voted.", version=2))
        store(library, make_article("Rain.", article_id="a2"))
        library.listing.file("a1", ["pets"])
        mine = library.conversations("me")
        mine.save("c", 0, Answer("who?", "The cat"))
        mine.share("c")
        library.feedback.give("me", "c", 0, Feedback(Answer("who?", "The cat"), fault=Fault.MISSING, said="a dog"))
    (home / "ann").mkdir()
    for name in ("access.sqlite", "ann/record.sqlite"):
        with closing(sqlite3.connect(home / name)) as db, db:
            db.execute("CREATE TABLE people (name TEXT)")
            db.execute("INSERT INTO people VALUES ('Ann')")
    return home


def test_a_backup_brings_every_row_back(home: Path, tmp_path: Path) -> None:
    before, file = all_rows(home), tmp_path / "library.zip"
    made = back_up(home, file)
    assert list(made.databases) == ["access.sqlite", "ann/record.sqlite", "record.sqlite"]
    assert (made.articles, file.stat().st_mode & 0o777) == (3, 0o600)
    restored = restore(file, tmp_path / "restored")
    assert restored == made
    assert all_rows(tmp_path / "restored") == before
    assert {name: len(found) for name, found in before["record.sqlite"].items()} == restored.databases["record.sqlite"]
    with Library.open(tmp_path / "restored", FewWordsEmbedder()) as library:
        assert library.search_meaning("cat", 1)[0].text == "The cat voted."
        assert library.conversations("me").open("c")[0].text == "The cat"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "library.zip", "restored"]


def test_a_backup_made_under_writes_is_one_instant_of_the_library(home: Path, tmp_path: Path) -> None:
    stop, saved = threading.Event(), []
    with Library.open(home, FewWordsEmbedder()) as library:
        before = all_rows(home)

        def write() -> None:
            mine = library.conversations("busy")
            for number in count():
                if stop.is_set():
                    return
                store(library, make_article(f"Rain fell {number} times.", article_id=f"n{number}"))
                mine.save("c", number, Answer(f"how often {number}?", str(number)))
                saved.append(number)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for turn in range(4):
                known = len(saved)
                while len(saved) < known + 2:
                    assert writer.is_alive()
                known = len(saved)
                back_up(home, tmp_path / f"{turn}.zip")
                latest = len(saved) + 1
                restore(tmp_path / f"{turn}.zip", tmp_path / f"restored{turn}")
                found = rows(tmp_path / f"restored{turn}" / "record.sqlite")
                turns = sorted(row[2] for row in found["turns"] if row[0] == "busy")
                assert turns == list(range(len(turns)))
                assert known <= len(turns) <= latest
                articles = {row[0] for row in found["versions"]} - {"a1", "a2"}
                assert articles - {f"n{turn}" for turn in turns} <= {f"n{len(turns)}"}, "added, not asked yet"
                assert len(found["passage_words_content"]) == len(found["passages"])
                for table, old in before["record.sqlite"].items():
                    if not table.startswith("passage_words"):
                        assert set(old) <= set(found[table]), table
        finally:
            stop.set()
            writer.join()
        assert all_rows(tmp_path / "restored0")["access.sqlite"] == before["access.sqlite"]


def test_a_backup_is_made_while_another_process_owns_the_library(home: Path, tmp_path: Path) -> None:
    before = all_rows(home)
    code = "import sys; from pathlib import Path; from rag.backup import back_up; back_up(*map(Path, sys.argv[1:]))"
    with Library.open(home, FewWordsEmbedder()):
        command = [sys.executable, "-c", code, str(home), str(tmp_path / "library.zip")]
        subprocess.run(command, check=True)  # noqa: S603 - our own code
    restore(tmp_path / "library.zip", tmp_path / "restored")
    assert all_rows(tmp_path / "restored") == before


def test_only_an_empty_directory_is_restored_into(home: Path, tmp_path: Path) -> None:
    back_up(home, tmp_path / "library.zip")
    before = all_rows(home)
    with pytest.raises(LibraryError, match="is not empty"):
        restore(tmp_path / "library.zip", home)
    assert all_rows(home) == before
    with Library.open(home, FewWordsEmbedder()), pytest.raises(LibraryBusy):
        restore(tmp_path / "library.zip", home)


def test_without_a_library_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="nothing to back up"):
        back_up(tmp_path, tmp_path / "library.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(home: Path, tmp_path: Path) -> None:
    (home / "access.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(LibraryDamaged, match="doctor"):
        back_up(home, tmp_path / "library.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_backup_that_cannot_be_written_is_told(home: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="cannot be written"):
        back_up(home, tmp_path / "no" / "such" / "folder.zip")


def altered(file: Path, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> None:
    with zipfile.ZipFile(file) as archive:
        members = [change(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in filter(None, members):
            archive.writestr(name, data)


def manifest(**facts: object) -> Callable[[str, bytes], tuple[str, bytes]]:
    return lambda name, data: (name, json.dumps(json.loads(data) | facts).encode() if name == MANIFEST else data)


ALTERED = {
    "no manifest": (lambda name, data: None if name == MANIFEST else (name, data), "no readable"),
    "a database missing": (lambda name, data: None if name == "access.sqlite" else (name, data), "is missing"),
    "another database": (lambda name, data: (name, data[:-1] if name == "access.sqlite" else data), "damaged"),
    "a newer format": (manifest(format=2), "newer Pullquote"),
    "a newer schema": (manifest(schema=SCHEMA_VERSION + 1), "newer Pullquote"),
    "a path out of the directory": (manifest(databases={"record.sqlite": {}, "../x.sqlite": {}}), "not the databases"),
    "an absolute path": (manifest(databases={"record.sqlite": {}, "/tmp/x.sqlite": {}}), "not the databases"),  # noqa: S108
    "no record": (manifest(databases={"access.sqlite": {}}), "not the databases"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_a_file_that_is_no_sound_backup_is_refused(home: Path, tmp_path: Path, what: str) -> None:
    change, said = ALTERED[what]
    back_up(home, tmp_path / "library.zip")
    altered(tmp_path / "library.zip", change)
    with pytest.raises(BackupUnusable, match=said):
        restore(tmp_path / "library.zip", tmp_path / "restored")
    assert list((tmp_path / "restored").rglob("*.sqlite")) == []


def test_bytes_that_changed_on_the_way_are_noticed(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "library.zip"
    back_up(home, file)
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 0xFF
    file.write_bytes(data)
    with pytest.raises(BackupUnusable):
        restore(file, tmp_path / "restored")


@pytest.mark.parametrize("content", [b"", b"no backup", b"PK\x03\x04"])
def test_another_file_is_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.zip").write_bytes(content)
    with pytest.raises(BackupUnusable, match="no backup"):
        restore(tmp_path / "other.zip", tmp_path / "restored")
