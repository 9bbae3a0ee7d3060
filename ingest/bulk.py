"""Add many sources: read ahead in one thread while the other embeds, go on after failures, tell the progress."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.canonical import canonical_url
from ingest.extract import extract, is_url
from ingest.fetch import Fetcher
from ingest.pipeline import Added, Prepared, already_there, prepare, put
from rag.embed import Embedder
from rag.errors import SourceError
from rag.library import Library

_AHEAD = 64  # articles that wait to be embedded
_TOGETHER = 192  # passages that are embedded together, so that batches are of like length
_PATIENCE = 2.0  # seconds to wait for the reading thread when stopped

Source = str | Path


@dataclass(frozen=True, slots=True)
class Item:
    """One source of many, and what became of it: ``added``, or the ``error`` that says why not."""

    source: Source
    added: Added | None = None
    error: SourceError | None = None


@dataclass(slots=True)
class Progress:
    """How far a long task is.

    Attributes:
        total: of items; None while it is not known.
        done: items so far, failures among them.
        failed: the items that failed, to be told at the end.
    """

    total: int | None = None
    done: int = 0
    failed: list[Item] = field(default_factory=list)
    started: float = field(default_factory=lambda: time.monotonic())

    def count(self, item: Item) -> None:
        """Take an item into account."""
        self.done += 1
        if item.error:
            self.failed.append(item)

    @property
    def rate(self) -> float:
        """Items a second so far."""
        return self.done / max(time.monotonic() - self.started, 1e-9)

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at this rate; None while that is not known."""
        return (self.total - self.done) / self.rate if self.total is not None and self.done else None


def add_many(
    sources: Iterable[Source], library: Library, embedder: Embedder, fetcher: Fetcher | None = None
) -> Iterator[Item]:
    """Add sources one after the other; yields each when it is stored or has failed.

    One bad source does not stop the others. Stopping early, by leaving the loop or by Ctrl-C, leaves every article
    whole or absent; the same call again finds what is there unchanged and goes on. A URL that is in the library is not
    fetched again: :func:`ingest.refresh` does that.

    Args:
        sources: URLs and paths.
        library: where to.
        embedder: makes the vectors.
        fetcher: for URLs; one is made when it is not given.
    """
    ready: queue.Queue[Item | tuple[Source, Prepared] | None] = queue.Queue(_AHEAD)
    stop = threading.Event()
    fetcher = fetcher or Fetcher()

    def read(source: Source) -> Item | tuple[Source, Prepared]:
        if is_url(source) and (known := library.by_url(canonical_url(str(source)))):
            return Item(source, Added(known, "unchanged"))
        return _read(source, fetcher)

    reader = threading.Thread(target=_read_ahead, args=(sources, read, ready, stop), daemon=True)
    reader.start()
    try:
        waiting: list[tuple[Source, Prepared]] = []
        while (item := ready.get()) is not None:
            if isinstance(item, Item):
                yield item
            elif known := already_there(item[1], library):
                yield Item(item[0], known)
            else:
                waiting.append(item)
            if sum(len(prepared.passages) for _, prepared in waiting) >= _TOGETHER or (waiting and ready.empty()):
                yield from _embed_and_put(waiting, library, embedder)
                waiting = []
        yield from _embed_and_put(waiting, library, embedder)
    finally:
        stop.set()
        until = time.monotonic() + _PATIENCE
        while reader.is_alive() and time.monotonic() < until:  # it ends by itself after the source that it reads
            _drain(ready)
            reader.join(0.02)


def _read_ahead(
    sources: Iterable[Source],
    read: Callable[[Source], Item | tuple[Source, Prepared]],
    ready: queue.Queue[Item | tuple[Source, Prepared] | None],
    stop: threading.Event,
) -> None:
    try:
        for source in sources:
            if stop.is_set():
                return
            ready.put(read(source))
    finally:
        ready.put(None)


def _read(source: Source, fetcher: Fetcher) -> Item | tuple[Source, Prepared]:
    try:
        return source, prepare(extract(source, fetcher))
    except SourceError as error:
        return Item(source, error=error)
    except Exception as error:  # a source is hostile: whatever it makes a parser raise is its own failure
        return Item(source, error=SourceError(f"{source} cannot be read ({type(error).__name__}: {error})."))


def _embed_and_put(waiting: list[tuple[Source, Prepared]], library: Library, embedder: Embedder) -> Iterator[Item]:
    vectors = embedder.embed([passage.text for _, prepared in waiting for passage in prepared.passages])
    start = 0
    for source, prepared in waiting:
        end = start + len(prepared.passages)
        known = already_there(prepared, library)  # the same text may stand twice among those that waited
        yield Item(source, known or put(prepared, vectors[start:end], library))
        start = end


def _drain(ready: queue.Queue[Item | tuple[Source, Prepared] | None]) -> None:
    try:
        while True:
            ready.get_nowait()
    except queue.Empty:
        return
