"""The record: SQLite. Articles with all their versions, passages, and full-text search by FTS5. It is the truth."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rag import disk_faults, rows, schema
from rag.errors import LibraryDamaged, NotInLibrary
from rag.types import Article, Entry, Passage, Scope, Span
from rag.vacuum import vacuum
from rag.words import FUNCTION_WORDS

_PASSAGE_ROWS = """
SELECT p.article, p.version, p.number, p.start, p."end", substr(v.text, p.start + 1, p."end" - p.start) AS words
FROM passages p JOIN versions v ON v.article = p.article AND v.version = p.version
"""
_MOST_VERSIONS = 1 << 62
"""SQLite takes no larger numbers."""


class Record:
    """One SQLite file; one connection, used by one thread at a time.

    WAL with ``synchronous=FULL``: a committed article survives a power cut, and readers never see half of one.

    Args:
        path: the database file; made when it is missing.

    Raises:
        LibraryDamaged: the file is no database, is damaged, or was made by a newer version of Pullquote; any method may
            raise it when damage shows later.
        LibraryUnwritable: the disk is full or may not be written to; any method that writes may raise it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
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

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """All rows of one query."""
        with self._lock, self._told():
            return self._db.execute(query, values).fetchall()

    # Articles

    def add(self, entries: Iterable[Entry]) -> None:
        """Store versions of articles as their latest, all or none; older versions are no longer searched."""
        with self.transaction() as db:
            for entry in entries:
                self._add(db, entry)

    def _add(self, db: sqlite3.Connection, entry: Entry) -> None:
        article = entry.article
        self._forget_passages(db, article.id)
        db.execute("DELETE FROM bands WHERE article = ?", (article.id,))
        db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, article.id) for band in entry.bands])
        db.execute("UPDATE versions SET latest = 0 WHERE article = ?", (article.id,))
        values = rows.to_row(article)
        db.execute(
            f"INSERT INTO versions ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608 - names are ours
            list(values.values()),
        )
        for number, passage in enumerate(entry.passages):
            row = db.execute(
                'INSERT INTO passages (article, version, number, start, "end") VALUES (?, ?, ?, ?, ?)',
                (article.id, article.version, number, passage.span.start, passage.span.end),
            ).lastrowid
            db.execute("INSERT INTO passage_words (rowid, text) VALUES (?, ?)", (row, passage.text))
        write_facts(db, article.id)

    def remove(self, article_ids: Iterable[str]) -> None:
        """Delete all versions and passages of articles; :meth:`compact` gives their disk space back."""
        with self.transaction() as db:
            for article_id in article_ids:
                self._forget_passages(db, article_id)
                db.execute("DELETE FROM versions WHERE article = ?", (article_id,))
                db.execute("DELETE FROM bands WHERE article = ?", (article_id,))
                db.execute("DELETE FROM tags WHERE article = ?", (article_id,))
                db.execute("DELETE FROM facts WHERE article = ?", (article_id,))
                _free_copies(db, article_id)

    def compact(self, always: bool = False) -> bool:
        """Give the disk space of what was deleted back, as :func:`rag.vacuum.vacuum` does."""
        with self._lock, self._told():
            return vacuum(self._db, "passage_words", always)

    def article(self, article_id: str, version: int | None) -> Article:
        """One version of an article, the latest when ``version`` is None; raises NotInLibrary."""
        which, values = ("latest = 1", [article_id]) if version is None else ("version = ?", [article_id, version])
        known = version is None or abs(version) <= _MOST_VERSIONS
        query = f"SELECT * FROM versions WHERE article = ? AND {which}"  # noqa: S608 - fixed text
        found = self.rows(query, values) if known else []
        if not found:
            raise NotInLibrary(f"There is no article {article_id}" + (f", version {version}." if version else "."))
        return rows.to_article(found[0])

    def articles(self, scope: Scope = Scope()) -> list[Article]:
        """The latest version of every article in scope, newest published first, undated ones last."""
        condition, values = in_scope(scope)
        query = f"SELECT * FROM versions v WHERE latest = 1 {condition} ORDER BY published DESC, fetched DESC"  # noqa: S608
        return [rows.to_article(row) for row in self.rows(query, values)]

    def page(self, scope: Scope, limit: int, after: tuple[dt.datetime, str] | None = None) -> list[Article]:
        """At most ``limit`` articles in scope, latest stored first, behind the place ``after``: (fetched, id)."""
        condition, values = in_scope(scope)
        if after:
            condition += " AND (v.fetched, v.article) < (?, ?)"
            values += [after[0].isoformat(), after[1]]
        query = f"SELECT * FROM versions v WHERE latest = 1 {condition} ORDER BY fetched DESC, article DESC LIMIT ?"  # noqa: S608
        return [rows.to_article(row) for row in self.rows(query, [*values, limit])]

    def versions(self, article_id: str) -> list[Article]:
        """All versions of an article, oldest first."""
        found = self.rows("SELECT * FROM versions WHERE article = ? ORDER BY version", (article_id,))
        return [rows.to_article(row) for row in found]

    def count(self) -> int:
        """How many articles there are."""
        return int(self.rows("SELECT count(*) FROM versions WHERE latest = 1")[0][0])

    def latest_where(self, column: str, value: str) -> Article | None:
        """The latest version of the article that has this ``sha256`` or ``url``, or None."""
        query = {
            "sha256": "SELECT * FROM versions WHERE sha256 = ? AND latest = 1",
            "url": "SELECT * FROM versions WHERE url = ? AND latest = 1",
        }[column]
        found = self.rows(query, (value,))
        return rows.to_article(found[0]) if found else None

    def sharing(self, bands: Sequence[str]) -> list[Article]:
        """The latest versions of articles that share a band with these, oldest stored first."""
        named = f"SELECT article FROM bands WHERE band IN ({', '.join('?' * len(bands))})"  # noqa: S608 - only marks
        query = f"SELECT * FROM versions WHERE latest = 1 AND article IN ({named}) ORDER BY fetched, article"  # noqa: S608
        found = self.rows(query, bands)
        return [rows.to_article(row) for row in found]

    def copies(self, article: Article) -> list[Article]:
        """The other articles with the same report, oldest stored first."""
        first = article.copy_of or article.id
        query = "SELECT * FROM versions WHERE latest = 1 AND (article = ? OR copy_of = ?) ORDER BY fetched, article"
        return [found for row in self.rows(query, [first, first]) if (found := rows.to_article(row)).id != article.id]

    def originals(self, article_ids: Collection[str]) -> dict[str, str]:
        """Which of these articles are copies, and of which article."""
        ids = f"({', '.join('?' * len(article_ids))})"
        query = f"SELECT article, copy_of FROM versions WHERE latest = 1 AND copy_of IS NOT NULL AND article IN {ids}"  # noqa: S608 - only marks
        return {row["article"]: row["copy_of"] for row in self.rows(query, list(article_ids))}

    def words(self, span: Span) -> str:
        """The slice of the stored text; raises NotInLibrary when it reaches past the end."""
        text = self.article(span.article, span.version).text
        if span.end > len(text):
            raise NotInLibrary(
                f"Article {span.article}, version {span.version}, has no characters {span.start}-{span.end}."
            )
        return text[span.start : span.end]

    # Passages

    def passages(self, article_id: str | None = None) -> list[Passage]:
        """The searched passages of one article, or of all, in the order of the text."""
        where = "WHERE v.latest = 1" + (" AND p.article = ?" if article_id else "")
        found = self.rows(f"{_PASSAGE_ROWS} {where} ORDER BY p.rowid", (article_id,) if article_id else ())
        return [rows.to_passage(row) for row in found]

    def some_passages(self, scope: Scope, limit: int) -> list[Passage]:
        """Searched passages in scope, at most ``limit``, in the order of the texts."""
        condition, values = in_scope(scope)
        found = self.rows(f"{_PASSAGE_ROWS} WHERE v.latest = 1 {condition} LIMIT ?", [*values, limit])
        return sorted(map(rows.to_passage, found), key=lambda passage: (passage.span.article, passage.span.start))

    def passages_by_id(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Searched passages by their ids; ids that are not stored are left out."""
        keys = [rows.key(passage_id) for passage_id in ids]
        where = " OR ".join(["(p.article = ? AND p.version = ? AND p.number = ?)"] * len(keys))
        if not keys:
            return {}
        found = self.rows(f"{_PASSAGE_ROWS} WHERE {where}", [value for key in keys for value in key])
        return {passage.id: passage for passage in map(rows.to_passage, found)}

    def passage_ids(self) -> set[str]:
        """The ids of all searched passages."""
        return {
            f"{row['article']}:{row['version']}:{row['number']}"
            for row in self.rows("SELECT article, version, number FROM passages")
        }

    def passage_count(self) -> int:
        """How many passages are searched."""
        return int(self.rows("SELECT count(*) FROM passages")[0][0])

    def search(self, question: str, k: int, scope: Scope) -> list[Passage]:
        """The passages that share the question's words, best first by FTS5's bm25."""
        words = [word for word in re.findall(r"\w+", question.lower()) if word not in FUNCTION_WORDS]
        if not words:
            return []
        match = " OR ".join(f'"{word}"' for word in words)
        condition, values = in_scope(scope)
        query = (
            f"{_PASSAGE_ROWS} JOIN passage_words w ON w.rowid = p.rowid "
            f"WHERE passage_words MATCH ? AND v.latest = 1 {condition} ORDER BY bm25(passage_words) LIMIT ?"
        )
        return [rows.to_passage(row) for row in self.rows(query, [match, *values, k])]

    # Meta

    def meta(self, key: str) -> str | None:
        """A stored fact about the library itself."""
        found = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return found[0][0] if found else None

    def set_meta(self, key: str, value: str) -> None:
        """Store a fact about the library itself."""
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @staticmethod
    def _forget_passages(db: sqlite3.Connection, article_id: str) -> None:
        db.execute(
            "DELETE FROM passage_words WHERE rowid IN (SELECT rowid FROM passages WHERE article = ?)",
            (article_id,),
        )
        db.execute("DELETE FROM passages WHERE article = ?", (article_id,))


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:  # it is not there, or it is :memory:
        return None


def _free_copies(db: sqlite3.Connection, article_id: str) -> None:
    """Let the oldest copy of an article take its place: the others are copies of that one then."""
    copies = db.execute(
        "SELECT article FROM versions WHERE copy_of = ? AND latest = 1 ORDER BY fetched, article", (article_id,)
    ).fetchall()
    if copies:
        heir = copies[0]["article"]
        db.execute("UPDATE versions SET copy_of = ? WHERE copy_of = ?", (heir, article_id))
        db.execute("UPDATE versions SET copy_of = NULL WHERE article = ?", (heir,))


def write_facts(db: sqlite3.Connection, article_id: str) -> None:
    """Write what lists find an article by, inside a transaction that changed it."""
    db.execute(f"{schema.WRITE_FACTS} AND v.article = ?", (article_id,))


def in_scope(scope: Scope) -> tuple[str, list[Any]]:
    """SQL that keeps versions in scope, to put behind a WHERE on ``versions v``, and its values."""
    parts: list[str] = []
    values: list[Any] = []
    for column, allowed in (("v.article", scope.articles), ("v.publisher", scope.publishers)):
        if allowed:
            parts.append(f"AND {column} IN ({', '.join('?' * len(allowed))})")
            values += allowed
    for comparison, day in ((">=", scope.since), ("<=", scope.until)):
        if day:
            parts.append(f"AND v.published {comparison} ?")
            values.append(day.isoformat())
    return " ".join(parts), values
