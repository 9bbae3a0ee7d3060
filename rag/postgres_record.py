"""The record in PostgreSQL, with search by words over its full-text index."""

from __future__ import annotations

import re
import threading
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from rag import postgres_schema
from rag.postgres import Database
from rag.record import Record
from rag.rows import Row
from rag.statements import PASSAGE_ROWS, Statements, in_scope
from rag.types import Passage, Scope

_CHANGING = 7_860_002  # the lock of whoever changes the library
_FRESH = 60.0  # seconds that the size of a large library is not counted anew
_LARGE = 10_000  # passages
_BEST = """
WITH asked AS MATERIALIZED (
    SELECT lexeme, ln((of - df + 0.5) / (df + 0.5)) AS idf FROM (
        SELECT lexeme, ?::float AS of,
            (SELECT count(*) FROM passages WHERE words @@ quote_literal(lexeme)::tsquery) AS df
        FROM unnest(tsvector_to_array(to_tsvector('english', ?))) AS lexeme
    ) AS counted
), best AS (
    SELECT p.rowid, (
        SELECT sum(greatest(idf, 1e-6) * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * p.length / ?::float)))
        FROM (SELECT lexeme, cardinality(positions) AS tf FROM unnest(p.words)) AS word JOIN asked USING (lexeme)
    ) AS score
    FROM passages p JOIN versions v ON v.article = p.article AND v.version = p.version
    WHERE p.words @@ (SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery FROM asked) AND v.latest = 1 {scope}
    ORDER BY score DESC, p.rowid LIMIT ?
)
{passages} JOIN best ON best.rowid = p.rowid ORDER BY best.score DESC, p.rowid
"""
"""bm25 as FTS5 of SQLite has it (k1 = 1.2, b = 0.75): PostgreSQL's own ranks know nothing of rare words.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), equation 3.15.
"""


class PostgresRecord(Record):
    """A PostgreSQL database, shared by any number of processes.

    Args:
        url: ``postgresql://user:password@host:port/name``; its tables are made when they are missing.

    Attributes:
        database: its connections.
        is_new: whether the tables have been made just now.

    Raises:
        LibraryUnreachable: the database does not answer; any method may raise it.
    """

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self._changing = threading.RLock()
        self._depth = 0
        self._size: tuple[float, int, float] | None = None
        try:
            self.is_new = postgres_schema.prepare(self.database)
        except BaseException:
            self.database.close()
            raise

    def close(self) -> None:
        """Close all connections."""
        self.database.close()

    def transaction(self) -> AbstractContextManager[Statements]:
        """Everything inside becomes visible at once, or not at all."""
        return self.database.transaction()

    @contextmanager
    def alone(self, patience: float | None = None) -> Iterator[None]:
        """Threads of this process wait for each other, and processes for each other's locks in the database."""
        if not self._changing.acquire(timeout=-1 if patience is None else patience):
            raise TimeoutError("Another thread is changing the library.")
        try:
            if self._depth:
                yield
                return
            with self.database.alone(_CHANGING, patience):
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1
        finally:
            self._changing.release()

    def is_in_place(self) -> bool:
        """A database is where its address says."""
        return True

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of one query."""
        return self.database.rows(query, values)

    def each(self, query: str) -> Iterator[Row]:
        """The rows of one query, as they were at one instant."""
        with (
            self.database.connection() as connection,
            connection.transaction(),
            connection.cursor("each") as cursor,
        ):
            yield from cursor.execute(query.encode())

    def count_on(self, db: Statements) -> None:
        """Let the identity of the table begin after the largest number."""
        db.execute("SELECT setval(pg_get_serial_sequence('feedback', 'id'), max(id)) FROM feedback HAVING max(id) > 0")

    def make(self, tables: str) -> None:
        """They are there: all are made together, by :mod:`rag.postgres_schema`."""

    def compact(self, always: bool = False) -> bool:
        """PostgreSQL does that by itself (autovacuum)."""
        return True

    def write_passages(self, db: Statements, passages: Sequence[Passage]) -> None:
        """Their words are a column of theirs."""
        texts = [plain_words(passage.text) for passage in passages]
        db.executemany(
            'INSERT INTO passages (article, version, number, start, "end", words, length) '
            "VALUES (?, ?, ?, ?, ?, to_tsvector('english', ?), ?)",
            [
                (p.span.article, p.span.version, number, p.span.start, p.span.end, " ".join(text), len(text))
                for number, (p, text) in enumerate(zip(passages, texts, strict=True))
            ],
        )

    def _forget_passages(self, db: Statements, article_id: str) -> None:
        db.execute("DELETE FROM passages WHERE article = ?", (article_id,))

    def _with_words(self, words: Sequence[str], k: int, scope: Scope) -> list[Row]:
        condition, values = in_scope(scope)
        passages, length = self._measured()
        asked = " ".join(plain_words(" ".join(words)))
        query = _BEST.format(scope=condition, passages=PASSAGE_ROWS)
        return self.rows(query, [passages, asked, length, *values, k])

    def _measured(self) -> tuple[int, float]:
        """How many passages there are, and how many words one has on average."""
        now = time.monotonic()
        if self._size is None or self._size[1] < _LARGE or now > self._size[0] + _FRESH:
            passages, length = self.rows("SELECT count(*), coalesce(avg(length), 1)::float FROM passages")[0]
            self._size = now, passages, max(length, 1.0)
        return self._size[1:]


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters without accents, as FTS5 of SQLite takes them."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"\w+", "".join(letter for letter in letters if not unicodedata.combining(letter)))
