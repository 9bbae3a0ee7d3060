"""The record: articles with all their versions, passages, and search by words. It is the truth.

What is asked of it is plain SQL that SQLite and PostgreSQL read alike; what differs stands in :mod:`rag.sqlite` and
:mod:`rag.postgres`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from rag import rows
from rag.errors import NotInLibrary
from rag.rows import Row
from rag.statements import PASSAGE_ROWS, Statements, in_scope
from rag.types import Article, Entry, Passage, Scope, Span
from rag.words import FUNCTION_WORDS

_LATEST = "+latest = 1"  # the plus keeps SQLite from looking for a few articles among the latest versions of all
_MOST_VERSIONS = 1 << 62
"""Databases take no larger numbers."""


class Record(ABC):
    """A database of articles; many threads may use it.

    Raises:
        LibraryDamaged: it is no record, is damaged, or was made by a newer version of Pullquote; any method may raise
            it when damage shows later.
        LibraryUnwritable: the disk is full or may not be written to; any method that writes may raise it.
    """

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Statements]:
        """Everything inside becomes visible at once, or not at all."""

    @abstractmethod
    def alone(self, patience: float | None = None) -> AbstractContextManager[None]:
        """Nobody else changes the library inside of this; a thread may enter it again.

        Args:
            patience: seconds to wait for it; None to wait as long as it takes.

        Raises:
            TimeoutError: somebody else is still in it.
        """

    @abstractmethod
    def is_in_place(self) -> bool:
        """Whether the open database is the one that has its name."""

    @abstractmethod
    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of one query."""

    @abstractmethod
    def each(self, query: str) -> Iterator[Row]:
        """The rows of one query, one after the other, however many there are."""

    @abstractmethod
    def count_on(self, db: Statements) -> None:
        """Go on counting after rows whose numbers were given, inside the transaction that wrote them."""

    @abstractmethod
    def make(self, tables: str) -> None:
        """Make tables that are missing, each ``CREATE TABLE IF NOT EXISTS`` as SQLite reads it."""

    @abstractmethod
    def compact(self, always: bool = False) -> bool:
        """Give the disk space of what was deleted back, where that is worth it; returns whether it was given back."""

    @abstractmethod
    def write_passages(self, db: Statements, passages: Sequence[Passage]) -> None:
        """Store the passages of one version, in the order of the text, and their words."""

    @abstractmethod
    def _forget_passages(self, db: Statements, article_id: str) -> None:
        """Delete the passages of an article, and their words."""

    @abstractmethod
    def _with_words(self, words: Sequence[str], k: int, scope: Scope) -> list[Row]:
        """The ``k`` passages that have some of these words, best first by bm25."""

    # Articles

    def add(self, entries: Iterable[Entry]) -> None:
        """Store versions of articles as their latest, all or none; older versions are no longer searched."""
        with self.transaction() as db:
            for entry in entries:
                self._add(db, entry)

    def _add(self, db: Statements, entry: Entry) -> None:
        article = entry.article
        if article.version > 1:
            self._forget_passages(db, article.id)
            db.execute("DELETE FROM bands WHERE article = ?", (article.id,))
            db.execute("UPDATE versions SET latest = 0 WHERE article = ?", (article.id,))
        bands = [(band, article.id) for band in entry.bands]
        db.executemany("INSERT INTO bands VALUES (?, ?) ON CONFLICT DO NOTHING", bands)
        values = rows.to_row(article)
        db.execute(
            f"INSERT INTO versions ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608 - names are ours
            list(values.values()),
        )
        self.write_passages(db, entry.passages)
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

    def article(self, article_id: str, version: int | None) -> Article:
        """One version of an article, the latest when ``version`` is None; raises NotInLibrary."""
        which, values = (_LATEST, [article_id]) if version is None else ("version = ?", [article_id, version])
        known = version is None or abs(version) <= _MOST_VERSIONS
        query = f"SELECT * FROM versions WHERE article = ? AND {which}"  # noqa: S608 - fixed text
        found = self.rows(query, values) if known else []
        if not found:
            raise NotInLibrary(f"There is no article {article_id}" + (f", version {version}." if version else "."))
        return rows.to_article(found[0])

    def articles(self, scope: Scope = Scope()) -> list[Article]:
        """The latest version of every article in scope, newest published first, undated ones last."""
        condition, values = in_scope(scope)
        order = "published DESC NULLS LAST, fetched DESC"
        query = f"SELECT * FROM versions v WHERE latest = 1 {condition} ORDER BY {order}"  # noqa: S608
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
        if not bands:
            return []
        named = f"SELECT article FROM bands WHERE band IN ({', '.join('?' * len(bands))})"  # noqa: S608 - only marks
        query = f"SELECT * FROM versions WHERE {_LATEST} AND article IN ({named}) ORDER BY fetched, article"  # noqa: S608
        found = self.rows(query, bands)
        return [rows.to_article(row) for row in found]

    def copies(self, article: Article) -> list[Article]:
        """The other articles with the same report, oldest stored first."""
        first = article.copy_of or article.id
        query = f"SELECT * FROM versions WHERE {_LATEST} AND (article = ? OR copy_of = ?) ORDER BY fetched, article"  # noqa: S608
        return [found for row in self.rows(query, [first, first]) if (found := rows.to_article(row)).id != article.id]

    def originals(self, article_ids: Collection[str]) -> dict[str, str]:
        """Which of these articles are copies, and of which article."""
        if not article_ids:
            return {}
        ids = f"({', '.join('?' * len(article_ids))})"
        query = f"SELECT article, copy_of FROM versions WHERE {_LATEST} AND copy_of IS NOT NULL AND article IN {ids}"  # noqa: S608
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
        found = self.rows(f"{PASSAGE_ROWS} {where} ORDER BY p.rowid", (article_id,) if article_id else ())
        return [rows.to_passage(row) for row in found]

    def some_passages(self, scope: Scope, limit: int) -> list[Passage]:
        """Searched passages in scope, at most ``limit``, in the order of the texts."""
        condition, values = in_scope(scope)
        found = self.rows(f"{PASSAGE_ROWS} WHERE v.latest = 1 {condition} LIMIT ?", [*values, limit])
        return sorted(map(rows.to_passage, found), key=lambda passage: (passage.span.article, passage.span.start))

    def passages_by_id(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Searched passages by their ids; ids that are not stored are left out."""
        keys = [rows.key(passage_id) for passage_id in ids]
        where = " OR ".join(["(p.article = ? AND p.version = ? AND p.number = ?)"] * len(keys))
        if not keys:
            return {}
        found = self.rows(f"{PASSAGE_ROWS} WHERE {where}", [value for key in keys for value in key])
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
        """The passages that share the question's words, best first by bm25."""
        words = [word for word in re.findall(r"\w+", question.lower()) if word not in FUNCTION_WORDS]
        return [rows.to_passage(row) for row in self._with_words(words, k, scope)] if words else []

    # Meta

    def meta(self, key: str) -> str | None:
        """A stored fact about the library itself."""
        found = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return found[0][0] if found else None

    def set_meta(self, key: str, value: str) -> None:
        """Store a fact about the library itself."""
        with self.transaction() as db:
            write_meta(db, key, value)


def _free_copies(db: Statements, article_id: str) -> None:
    """Let the oldest copy of an article take its place: the others are copies of that one then."""
    copies = db.execute(
        "SELECT article FROM versions WHERE copy_of = ? AND latest = 1 ORDER BY fetched, article", (article_id,)
    ).fetchall()
    if copies:
        heir = copies[0]["article"]
        db.execute("UPDATE versions SET copy_of = ? WHERE copy_of = ?", (heir, article_id))
        db.execute("UPDATE versions SET copy_of = NULL WHERE article = ?", (heir,))


def write_meta(db: Statements, key: str, value: str) -> None:
    """Write a fact about the library itself, inside a transaction."""
    db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value))


def write_facts(db: Statements, article_id: str) -> None:
    """Write what lists find an article by, inside a transaction that changed it."""
    query = f"SELECT title, publisher, authors, published FROM versions WHERE article = ? AND {_LATEST}"  # noqa: S608
    tags = [row["tag"] for row in db.execute("SELECT tag FROM tags WHERE article = ?", (article_id,)).fetchall()]
    title, publisher, authors, published = db.execute(query, (article_id,)).fetchone()
    text = rows.facts(title, publisher, authors, published, json.dumps(tags))
    db.execute(
        "INSERT INTO facts VALUES (?, ?) ON CONFLICT (article) DO UPDATE SET text = excluded.text", (article_id, text)
    )
