"""The record in one SQLite file, with full-text search by its FTS5."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rag import disk_faults, rows, schema
from rag.errors import LibraryDamaged
from rag.record import Record
from rag.rows import Row
from rag.statements import PASSAGE_ROWS, Statements, in_scope
from rag.types import Passage, Scope
from rag.vacuum import vacuum

_BEST = f"""
{PASSAGE_ROWS} JOIN (
    SELECT rowid, rank FROM passage_words WHERE passage_words MATCH ? ORDER BY rank LIMIT ?
) w ON w.rowid = p.rowid
ORDER BY w.rank
"""  # noqa: S608 - fixed text


class SqliteRecord(Record):
    """One SQLite file; one connection, used by one thread at a time.

    WAL with ``synchronous=FULL``: a committed article survives a power cut, and readers never see half of one.

    Args:
        path: the database file; made when it is missing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._changing = threading.RLock()
        with self._told():
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.create_function("facts", 5, rows.facts, deterministic=True)
        try:
            with self._told():
                schema.prepare(self._db, path)
                self._inode = _inode(path)
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside becomes visible at once, or not at all."""
        with self._lock, self._told():
            if not self.is_in_place():
                raise LibraryDamaged(
                    f"{self._path} was moved or deleted while it was open, so nothing more is written to it. "
                    "Start Pullquote again where the library is now (PULLQUOTE_HOME)."
                )
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # SQLite ends it itself where the disk is full
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def alone(self, patience: float | None = None) -> Iterator[None]:
        """Only one process has the file, so threads wait for each other."""
        if not self._changing.acquire(timeout=-1 if patience is None else patience):
            raise TimeoutError("Another thread is changing the library.")
        try:
            yield
        finally:
            self._changing.release()

    def is_in_place(self) -> bool:
        """Whether the open file is the one that has the path."""
        return _inode(self._path) == self._inode

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of SQLite as those of a library, where they are not mistakes of the program."""
        try:
            yield
        except sqlite3.Error as error:
            found = disk_faults.of_record(error, self._path)
            if found is None:
                raise
            raise found from error

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of one query."""
        with self._lock, self._told():
            return self._db.execute(query, values).fetchall()

    def each(self, query: str) -> Iterator[Row]:
        """The rows of one query, one after the other; others wait meanwhile."""
        with self._lock, self._told():
            yield from self._db.execute(query)

    def count_on(self, db: Statements) -> None:
        """SQLite goes on after the largest number by itself."""

    def make(self, tables: str) -> None:
        """Make tables that are missing."""
        with self.transaction() as db:
            for statement in tables.split(";\n"):
                db.execute(statement)

    def compact(self, always: bool = False) -> bool:
        """Give the disk space of what was deleted back, as :func:`rag.vacuum.vacuum` does."""
        with self._lock, self._told():
            return vacuum(self._db, "passage_words", always)

    def write_passages(self, db: Statements, passages: Sequence[Passage]) -> None:
        """Their words are in a table of FTS5."""
        for number, passage in enumerate(passages):
            span = passage.span
            row = self._db.execute(
                'INSERT INTO passages (article, version, number, start, "end") VALUES (?, ?, ?, ?, ?)',
                (span.article, span.version, number, span.start, span.end),
            ).lastrowid
            db.execute("INSERT INTO passage_words (rowid, text) VALUES (?, ?)", (row, passage.text))

    def _forget_passages(self, db: Statements, article_id: str) -> None:
        db.execute(
            "DELETE FROM passage_words WHERE rowid IN (SELECT rowid FROM passages WHERE article = ?)",
            (article_id,),
        )
        db.execute("DELETE FROM passages WHERE article = ?", (article_id,))

    def _with_words(self, words: Sequence[str], k: int, scope: Scope) -> list[Row]:
        match = " OR ".join(f'"{word}"' for word in words)
        condition, values = in_scope(scope)
        if not condition:  # then nothing but the best has to be joined
            return self.rows(_BEST, [match, k])
        query = (
            f"{PASSAGE_ROWS} JOIN passage_words w ON w.rowid = p.rowid "
            f"WHERE passage_words MATCH ? {condition} ORDER BY bm25(passage_words) LIMIT ?"
        )
        return self.rows(query, [match, *values, k])


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:  # it is not there, or it is :memory:
        return None
