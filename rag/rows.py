"""Rows of the record to the types that every stage shares, and back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any, Protocol

from rag.dates import long_day
from rag.types import Article, Passage, Span


class Row(Protocol):
    """A row of any database, read by column names or numbers."""

    def __getitem__(self, key: str | int, /) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...

    def keys(self) -> list[str]:
        """The names of its columns."""


def key(passage_id: str) -> tuple[str, int, int]:
    """Article, version and number of a passage id."""
    article, version, number = passage_id.rsplit(":", 2)
    return article, int(version), int(number)


def to_passage(row: Row) -> Passage:
    """The passage of a row that has its words."""
    span = Span(row["article"], row["version"], row["start"], row["end"])
    return Passage(f"{row['article']}:{row['version']}:{row['number']}", span, row["words"])


def to_row(article: Article) -> dict[str, Any]:
    """The columns of one version of an article."""
    return {
        "article": article.id,
        "version": article.version,
        "latest": 1,
        "title": article.title,
        "text": article.text,
        "sha256": article.sha256,
        "fetched": article.fetched.isoformat(),
        "url": article.url,
        "publisher": article.publisher,
        "authors": json.dumps(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "agency": article.agency,
        "language": article.language,
        "subheads": json.dumps(article.subheads),
        "copy_of": article.copy_of,
        "etag": article.etag,
        "last_modified": article.last_modified,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "modified_at": article.modified_at.isoformat() if article.modified_at else None,
        "section": article.section,
        "place": article.place,
    }


def to_article(row: Row) -> Article:
    """The article of a row of ``versions``."""
    return Article(
        id=row["article"],
        title=row["title"],
        text=row["text"],
        sha256=row["sha256"],
        version=row["version"],
        fetched=dt.datetime.fromisoformat(row["fetched"]),
        url=row["url"],
        publisher=row["publisher"],
        authors=tuple(json.loads(row["authors"])),
        published=_day(row["published"]),
        modified=_day(row["modified"]),
        agency=row["agency"],
        language=row["language"],
        subheads=tuple((start, end) for start, end in json.loads(row["subheads"])),
        copy_of=row["copy_of"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        published_at=_moment(row["published_at"]),
        modified_at=_moment(row["modified_at"]),
        section=row["section"],
        place=row["place"],
    )


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def facts(title: str, publisher: str | None, authors: str, published: str | None, tags: str) -> str:
    """What a list is searched in, in small letters; the record calls it from SQL."""
    day = long_day(dt.date.fromisoformat(published)) if published else ""
    return " ".join([title, publisher or "", day, *json.loads(authors), *json.loads(tags)]).casefold()


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
