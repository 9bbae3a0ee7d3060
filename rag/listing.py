"""Lists of articles: searched, narrowed, sorted, and a page at a time, without reading their texts."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from rag.errors import NotInLibrary
from rag.record import write_facts
from rag.statements import in_scope
from rag.types import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.record import Record

MOST_TAGS, LONGEST_TAG = 20, 40
MOST_WORDS = 20
"""Words that a list is searched for."""


class Sort(StrEnum):
    """The order of a list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ADDED = "added"
    TITLE = "title"


_ORDER = {
    Sort.NEWEST: "v.published DESC NULLS LAST, v.fetched DESC",
    Sort.OLDEST: "v.published IS NULL, v.published, v.fetched",
    Sort.ADDED: "v.fetched DESC",
    Sort.TITLE: "lower(v.title)",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list.

    Attributes:
        id: the article's.
        title: of its latest version, like the other facts.
        publisher: None when unknown.
        published: None when unknown.
        tags: what people filed it under, in alphabetical order.
    """

    id: str
    title: str
    publisher: str | None
    published: dt.date | None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list shall hold.

    Attributes:
        query: each of its first ``MOST_WORDS`` words stands in the headline, publisher, authors, date or tags.
        scope: which articles.
        tag: what they are filed under; empty for all.
        sort: in which order.
    """

    query: str = ""
    scope: Scope = Scope()
    tag: str = ""
    sort: Sort = Sort.NEWEST


class Listing:
    """The articles of a library as lists.

    Args:
        record: what keeps them; :attr:`rag.library.Library.listing` gives it.
    """

    def __init__(self, record: Record) -> None:
        self._record = record

    def count(self, wanted: Wanted) -> int:
        """How many articles the whole list has."""
        where, values = _where(wanted)
        return int(self._record.rows(f"SELECT count(*) FROM versions v {where}", values)[0][0])  # noqa: S608 - our SQL

    def page(self, wanted: Wanted, limit: int, offset: int = 0) -> list[Listed]:
        """``limit`` articles of the list from ``offset`` on."""
        where, values = _where(wanted)
        rows = self._record.rows(
            f"SELECT v.article, v.title, v.publisher, v.published, {_TAGS} AS tags FROM versions v {where} "  # noqa: S608 - our SQL
            f"ORDER BY {_ORDER[wanted.sort]}, v.article LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        return [
            Listed(
                row["article"],
                row["title"],
                row["publisher"],
                dt.date.fromisoformat(row["published"]) if row["published"] else None,
                tuple(json.loads(row["tags"])),
            )
            for row in rows
        ]

    def publishers(self) -> dict[str, int]:
        """How many articles each publisher has, in alphabetical order."""
        rows = self._record.rows(
            "SELECT publisher, count(*) FROM versions WHERE latest = 1 AND publisher IS NOT NULL "
            "GROUP BY publisher ORDER BY lower(publisher)"
        )
        return dict(map(tuple, rows))

    def tags(self) -> dict[str, int]:
        """How many articles each tag has, in alphabetical order."""
        return dict(map(tuple, self._record.rows("SELECT tag, count(*) FROM tags GROUP BY tag ORDER BY tag")))

    def tags_of(self, article_id: str) -> list[str]:
        """What an article is filed under."""
        rows = self._record.rows("SELECT tag FROM tags WHERE article = ? ORDER BY tag", (article_id,))
        return [row["tag"] for row in rows]

    def file(self, article_id: str, tags: Iterable[str]) -> None:
        """File an article under these tags only, at most ``MOST_TAGS``; raises NotInLibrary."""
        words = dict.fromkeys(" ".join(tag.split())[:LONGEST_TAG].strip() for tag in tags)
        with self._record.transaction() as db:
            if not db.execute("SELECT 1 FROM versions WHERE article = ?", (article_id,)).fetchone():
                raise NotInLibrary(f"There is no article {article_id}.")
            db.execute("DELETE FROM tags WHERE article = ?", (article_id,))
            rows = [(article_id, tag) for tag in [*filter(None, words)][:MOST_TAGS]]
            db.executemany("INSERT INTO tags VALUES (?, ?)", rows)
            write_facts(db, article_id)


_TAGS = "(SELECT json_group_array(tag) FROM (SELECT tag FROM tags t WHERE t.article = v.article ORDER BY tag) AS t)"


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    condition, values = in_scope(wanted.scope)
    if words := wanted.query.casefold().split()[:MOST_WORDS]:
        # A scan of short texts that are written down: faster than an index of trigrams, and finds one letter as well.
        all_words = " AND ".join(["instr(text, ?) > 0"] * len(words))
        condition += f" AND v.article IN (SELECT article FROM facts WHERE {all_words})"  # noqa: S608 - only marks
        values += words
    if wanted.tag:
        condition += " AND v.article IN (SELECT article FROM tags WHERE tag = ?)"
        values.append(wanted.tag)
    return f"WHERE v.latest = 1 {condition}", values
