"""Pieces of SQL that SQLite and PostgreSQL read alike, and what runs them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from rag.types import Scope

PASSAGE_ROWS = """
SELECT p.article, p.version, p.number, p.start, p."end", substr(v.text, p.start + 1, p."end" - p.start) AS words
FROM passages p JOIN versions v ON v.article = p.article AND v.version = p.version
"""


class Result(Protocol):
    """What a statement gave."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """All rows."""

    def __iter__(self) -> Iterator[Any]: ...


class Statements(Protocol):
    """What runs statements inside of a transaction; ``?`` stands for a value."""

    def execute(self, query: str, values: Sequence[Any] = (), /) -> Result:
        """Run one statement."""

    def executemany(self, query: str, values: Iterable[Sequence[Any]], /) -> object:
        """Run a statement once for each of many values."""


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
