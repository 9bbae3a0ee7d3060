"""The stages in a row: a source in, a stored article out."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ingest import sample
from ingest.canonical import canonical_url
from ingest.copies import bands, original_of
from ingest.dates import day, time_of
from ingest.draft import Draft, Dropped
from ingest.extract import extract, extract_bytes, extract_fetched, extract_text
from ingest.fetch import Fetcher, shared_fetcher
from ingest.split import split
from rag.embed import Embedder
from rag.errors import SourceError
from rag.library import Library
from rag.types import Article, Entry, Passage

Outcome = Literal["added", "unchanged", "updated"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a source.

    Attributes:
        article: as it stands in the library; its ``copy_of`` names the article that it is a copy of.
        outcome: ``added``; ``unchanged`` when the same text was there; ``updated`` when the same URL had another text,
            which is kept as an older version.
        dropped: what of the source was left out, and why.
    """

    article: Article
    outcome: Outcome
    dropped: tuple[Dropped, ...] = ()

    @property
    def remark(self) -> str | None:
        """What to tell whoever added it: that questions in English may find little in it."""
        language = self.article.language
        if language in (None, "en"):
            return None
        return (
            f"It is in another language than English ({language}): it is stored, but questions may find little in it."
        )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft that is ready to be embedded and stored."""

    article: Article
    passages: tuple[Passage, ...]
    bands: tuple[str, ...]
    dropped: tuple[Dropped, ...]


def add(source: str | Path, library: Library, embedder: Embedder, fetcher: Fetcher | None = None) -> Added:
    """Add the article at a web address or in a file.

    Raises:
        SourceError: it cannot be read, or holds no article.
    """
    return store(extract(source, fetcher), library, embedder)


async def aadd(source: str | Path, library: Library, embedder: Embedder, fetcher: Fetcher | None = None) -> Added:
    """:func:`add`, without blocking the event loop."""
    return await asyncio.to_thread(add, source, library, embedder, fetcher)


def add_text(
    text: str, library: Library, embedder: Embedder, *, title: str | None = None, url: str | None = None
) -> Added:
    """Add pasted text, with its title and address if they are known.

    Raises:
        SourceError: it holds no article, or the address is none.
    """
    draft = extract_text(text)
    draft.title, draft.url = title or draft.title, canonical_url(url) if url else draft.url
    if url and draft.url is None:
        raise SourceError(f"{url[:200]} is not a web address: it must start with http:// or https://.")
    return store(draft, library, embedder)


def add_bytes(data: bytes, name: str, library: Library, embedder: Embedder) -> Added:
    """Add an uploaded file; raises as :func:`add`."""
    return store(extract_bytes(data, name), library, embedder)


def add_sample(library: Library, embedder: Embedder) -> Added:
    """Add the article that ships with Pullquote."""
    return add(sample.path(), library, embedder)


def refresh(article: Article, library: Library, embedder: Embedder, fetcher: Fetcher | None = None) -> Added:
    """Fetch an article's URL again, and store a new version when its text has changed.

    Raises:
        SourceError: the article has no URL, or the URL gives no article.
    """
    if article.url is None:
        raise SourceError(f"“{article.title}” was not added from a web address, so it cannot be fetched again.")
    fetcher = fetcher or shared_fetcher()
    fetched = fetcher.fetch(article.url, article.etag, article.last_modified)
    if fetched.unchanged:
        return Added(article, "unchanged")
    draft = extract_fetched(fetched, fetcher)
    draft.url = article.url
    return store(draft, library, embedder)


def store(draft: Draft, library: Library, embedder: Embedder) -> Added:
    """Split, embed and store a draft, unless its text is already there."""
    prepared = prepare(draft)
    if known := already_there(prepared, library):
        return known
    vectors = embedder.embed([passage.text for passage in prepared.passages])
    with library.alone():
        if known := already_there(prepared, library):  # somebody else has stored it meanwhile
            return known
        entry, added = settle(prepared, library)
        library.add_all([entry], vectors)
    return added


def prepare(draft: Draft) -> Prepared:
    """Everything that can be done to a draft without the library and the embedder."""
    article = _to_article(draft)
    passages = split(article.text, article.id, 1, article.subheads)
    return Prepared(article, tuple(passages), tuple(bands(article.text)), tuple(draft.dropped))


def already_there(prepared: Prepared, library: Library) -> Added | None:
    """The outcome ``unchanged``, when the library holds this text under this address, or without one of its own."""
    article = prepared.article
    known = library.by_url(article.url) if article.url else None
    if known is None:
        known = library.by_text(article.sha256)
        if known and known.url and article.url:
            return None  # the same text at another address is a copy
    return Added(known, "unchanged", prepared.dropped) if known and known.sha256 == article.sha256 else None


def settle(prepared: Prepared, library: Library) -> tuple[Entry, Added]:
    """What to store: a new version of the article whose address it has, linked to the first when it is a copy."""
    article, passages = prepared.article, prepared.passages
    known = library.by_url(article.url) if article.url else None
    if known:
        article = replace(article, id=known.id, version=known.version + 1)
        passages = tuple(split(article.text, article.id, article.version, article.subheads))
    others = [other for other in library.sharing(prepared.bands) if other.id != article.id]
    if original := original_of(article.text, others):
        article = replace(article, copy_of=original.copy_of or original.id)
    entry = Entry(article, passages, prepared.bands)
    return entry, Added(article, "updated" if known else "added", prepared.dropped)


def _to_article(draft: Draft) -> Article:
    """Make the article of a draft; its id comes from its URL or, without one, its text."""
    text = draft.text
    return Article(
        id=hashlib.sha256((draft.url or text).encode()).hexdigest()[:12],
        title=draft.title or "Untitled",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        version=1,
        fetched=dt.datetime.now(dt.UTC),
        url=draft.url,
        publisher=draft.publisher,
        authors=draft.authors,
        published=day(draft.published),
        modified=day(draft.modified),
        agency=draft.agency,
        language=draft.language,
        subheads=draft.subheads,
        etag=draft.etag,
        last_modified=draft.last_modified,
        published_at=time_of(draft.published),
        modified_at=time_of(draft.modified),
        section=draft.section,
        place=draft.place,
    )
