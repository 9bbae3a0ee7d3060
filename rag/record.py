"""The record: SQLite. Articles with all their versions, passages, and full-text search by FTS5. It is the truth."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rag import rows
from rag.errors import LibraryDamaged, NotInLibrary
from rag.types import Article, Passage, Scope, Span
from rag.words import FUNCTION_WORDS

SCHEMA_VERSION = 1

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE versions (
    article TEXT NOT NULL,
    version INTEGER NOT NULL,
    latest INTEGER NOT NULL,           -- 1 for the version that is searched
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    fetched TEXT NOT NULL,             -- ISO 8601 with time zone
    url TEXT,
    publisher TEXT,
    authors TEXT NOT NULL,             -- JSON list
    published TEXT,                    -- ISO 8601 day
    modified TEXT,
    agency TEXT,
    language TEXT,
    subheads TEXT NOT NULL,            -- JSON list of [start, end]
    copy_of TEXT,                      -- the article that this is a copy of
    etag TEXT,
    last_modified TEXT,
    PRIMARY KEY (article, version)
);
CREATE INDEX versions_by_text ON versions (sha256);
CREATE INDEX versions_by_url ON versions (url);
CREATE INDEX versions_by_day ON versions (latest, published);
CREATE TABLE passages (
    rowid INTEGER PRIMARY KEY,
    article TEXT NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,           -- 0, 1, ... in the order of the text
    start INTEGER NOT NULL,            -- characters of the version's text
    "end" INTEGER NOT NULL,
    UNIQUE (article, version, number)
);
CREATE TABLE bands (                   -- what copies of an article's latest version have in common
    band TEXT NOT NULL,
    article TEXT NOT NULL,
    PRIMARY KEY (band, article)
) WITHOUT ROWID;
CREATE INDEX bands_by_article ON bands (article);
CREATE VIRTUAL TABLE passage_words USING fts5 (text, tokenize = 'porter unicode61 remove_diacritics 2');
"""

_PASSAGE_ROWS = """
SELECT p.article, p.version, p.number, p.start, p."end", substr(v.text, p.start + 1, p."end" - p.start) AS words
FROM passages p JOIN versions v ON v.article = p.article AND v.version = p.version
"""


class Record:
    """One SQLite file; one connection, used by one thread at a time.

    WAL with ``synchronous=FULL``: a committed article survives a power cut, and readers never see half of one.

    Args:
        path: the database file; made when it is missing.

    Raises:
        LibraryDamaged: the file is no database, or was made by a newer version of Pullquote.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        try:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            found: int = self._db.execute("PRAGMA user_version").fetchone()[0]
            if found == 0:
                self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise LibraryDamaged(
                f"{path} cannot be read ({error}). Restore it from a copy, or move it away."
            ) from error
        if found > SCHEMA_VERSION:
            self._db.close()
            raise LibraryDamaged(f"{path} was made by a newer Pullquote (schema {found}). Update Pullquote to open it.")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside becomes visible at once, or not at all."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """All rows of one query."""
        with self._lock:
            return self._db.execute(query, values).fetchall()

    # Articles

    def add(self, article: Article, passages: Sequence[Passage], bands: Sequence[str] = ()) -> None:
        """Store one version of an article as its latest; older versions stay readable but are no longer searched."""
        with self.transaction() as db:
            self._forget_passages(db, article.id)
            db.execute("DELETE FROM bands WHERE article = ?", (article.id,))
            db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, article.id) for band in bands])
            db.execute("UPDATE versions SET latest = 0 WHERE article = ?", (article.id,))
            values = rows.to_row(article)
            db.execute(
                f"INSERT INTO versions ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608 - names are ours
                list(values.values()),
            )
            for number, passage in enumerate(passages):
                row = db.execute(
                    'INSERT INTO passages (article, version, number, start, "end") VALUES (?, ?, ?, ?, ?)',
                    (article.id, article.version, number, passage.span.start, passage.span.end),
                ).lastrowid
                db.execute("INSERT INTO passage_words (rowid, text) VALUES (?, ?)", (row, passage.text))

    def remove(self, article_id: str) -> None:
        """Delete all versions and passages of an article, and give the disk space back."""
        with self.transaction() as db:
            self._forget_passages(db, article_id)
            db.execute("DELETE FROM versions WHERE article = ?", (article_id,))
            db.execute("DELETE FROM bands WHERE article = ?", (article_id,))
            db.execute("UPDATE versions SET copy_of = NULL WHERE copy_of = ?", (article_id,))
            db.execute("INSERT INTO passage_words (passage_words) VALUES ('optimize')")
        with self._lock:
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def article(self, article_id: str, version: int | None) -> Article:
        """One version of an article, the latest when ``version`` is None; raises NotInLibrary."""
        which, values = ("latest = 1", [article_id]) if version is None else ("version = ?", [article_id, version])
        found = self.rows(f"SELECT * FROM versions WHERE article = ? AND {which}", values)  # noqa: S608 - fixed text
        if not found:
            raise NotInLibrary(f"There is no article {article_id}" + (f", version {version}." if version else "."))
        return rows.to_article(found[0])

    def articles(self, scope: Scope = Scope()) -> list[Article]:
        """The latest version of every article in scope, newest published first, undated ones last."""
        condition, values = _in_scope(scope)
        query = f"SELECT * FROM versions v WHERE latest = 1 {condition} ORDER BY published DESC, fetched DESC"  # noqa: S608
        return [rows.to_article(row) for row in self.rows(query, values)]

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
        condition, values = _in_scope(scope)
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


def _in_scope(scope: Scope) -> tuple[str, list[Any]]:
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
