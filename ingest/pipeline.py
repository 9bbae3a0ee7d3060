"""The stages in a row: a source in, a stored article out."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest import sample
from ingest.dates import day
from ingest.draft import Draft
from ingest.extract import extract, extract_text
from ingest.split import split
from rag.embed import Embedder
from rag.library import Library
from rag.types import Article


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a source.

    Attributes:
        article: as it stands in the library.
        outcome: ``added``; ``unchanged`` when the same text was there; ``updated`` when the same URL had another text,
            which is kept as an older version.
    """

    article: Article
    outcome: Literal["added", "unchanged", "updated"]


def add(source: str | Path, library: Library, embedder: Embedder) -> Added:
    """Add the article in a file.

    Raises:
        SourceError: it cannot be read, or holds no article.
    """
    return store(extract(source), library, embedder)


def add_text(text: str, library: Library, embedder: Embedder) -> Added:
    """Add pasted text; raises SourceError when it holds no article."""
    return store(extract_text(text), library, embedder)


def add_sample(library: Library, embedder: Embedder) -> Added:
    """Add the article that ships with Pullquote."""
    return add(sample.path(), library, embedder)


def store(draft: Draft, library: Library, embedder: Embedder) -> Added:
    """Split, embed and store a draft, unless its text is already there."""
    article = to_article(draft)
    known = library.by_url(article.url) if article.url else None
    known = known or library.by_text(article.sha256)
    if known and known.sha256 == article.sha256:
        return Added(known, "unchanged")
    if known:
        article = to_article(draft, known.id, known.version + 1)
    passages = split(article.text, article.id, article.version, article.subheads)
    library.add(article, passages, embedder.embed([passage.text for passage in passages]))
    return Added(article, "updated" if known else "added")


def to_article(draft: Draft, article_id: str | None = None, version: int = 1) -> Article:
    """Make the article of a draft; its id comes from its URL or, without one, its text."""
    sha256 = hashlib.sha256(draft.text.encode()).hexdigest()
    return Article(
        id=article_id or hashlib.sha256((draft.url or draft.text).encode()).hexdigest()[:12],
        title=draft.title or "Untitled",
        text=draft.text,
        sha256=sha256,
        version=version,
        fetched=dt.datetime.now(dt.UTC),
        url=draft.url,
        publisher=draft.publisher,
        authors=draft.authors,
        published=day(draft.published),
        modified=day(draft.modified),
        agency=draft.agency,
        language=draft.language,
        subheads=draft.subheads,
    )
