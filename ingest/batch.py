"""Articles that are embedded and stored together, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

from ingest.pipeline import Added, Prepared, already_there, settle
from rag.embed import Vectors
from rag.errors import SourceError
from rag.library import Library
from rag.types import Entry

Source = str | Path


@dataclass(frozen=True, slots=True)
class Item:
    """One source of many, and what became of it.

    Attributes:
        source: a URL or a path.
        added: the article.
        error: why there is none.
        links: what it turned out to lead to, as a feed does; each of them follows.
    """

    source: Source
    added: Added | None = None
    error: SourceError | None = None
    links: tuple[Source, ...] = ()


class Batch:
    """Articles that are embedded and stored together; none is a copy or another version of another.

    Attributes:
        passages: how many passages they have.
    """

    def __init__(self) -> None:
        self.passages = 0
        self._articles: list[tuple[Source, Prepared]] = []
        self._marks: set[str] = set()
        self._stored: Future[list[Item]] | None = None

    def add(self, source: Source, prepared: Prepared) -> None:
        """Take an article in."""
        self._articles.append((source, prepared))
        self._marks |= marks(prepared)
        self.passages += len(prepared.passages)

    def has_kin_of(self, prepared: Prepared) -> bool:
        """Whether one of the articles may be this one, or one of the two a copy of the other."""
        return not self._marks.isdisjoint(marks(prepared))

    def start(
        self, library: Library, embed: Callable[[list[str]], Vectors], embedders: Executor, writer: Executor
    ) -> None:
        """Let others embed and then store the articles; :meth:`outcomes` waits until they have."""
        if self._articles:
            texts = [passage.text for _, prepared in self._articles for passage in prepared.passages]
            vectors = embedders.submit(embed, texts)
            self._stored = writer.submit(lambda: store_together(self._articles, vectors.result(), library))

    def outcomes(self) -> list[Item]:
        """What became of each."""
        return self._stored.result() if self._stored else []


def store_together(articles: Sequence[tuple[Source, Prepared]], vectors: Vectors, library: Library) -> list[Item]:
    """Store what nobody else has stored meanwhile.

    Args:
        articles: none is a copy or another version of another.
        vectors: ``[passages of all articles, dimension]`` float32.
        library: where to.
    """
    items: list[Item] = []
    entries: list[Entry] = []
    rows: list[int] = []
    start = 0
    with library.alone():
        for source, prepared in articles:
            end = start + len(prepared.passages)
            if known := already_there(prepared, library):
                items.append(Item(source, known))
            else:
                entry, added = settle(prepared, library)
                entries.append(entry)
                rows.extend(range(start, end))
                items.append(Item(source, added))
            start = end
        library.add_all(entries, vectors[rows])
    return items


def marks(prepared: Prepared) -> set[str]:
    """What two articles have in common when they are the same, or one is a copy of the other."""
    return {prepared.article.id, prepared.article.sha256, *prepared.bands}
