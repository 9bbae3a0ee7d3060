"""Add many sources: read ahead and store behind while the model embeds, go on after failures, tell the progress."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from ingest.batch import Batch, Item, Source
from ingest.canonical import canonical_url
from ingest.extract import extract, is_url
from ingest.feeds import expand_feed
from ingest.fetch import Fetcher, shared_fetcher
from ingest.pipeline import Added, Prepared, already_there, prepare
from rag.embed import Embedder, Vectors
from rag.errors import FeedFound, LibraryError, SourceError
from rag.library import Library

_AHEAD = 64  # articles that wait to be embedded
_TOGETHER = 512  # passages that are embedded together, so that batches are of like length
_AT_FIRST = 16  # of them, so that both cores have work at once
_GROWTH = 4  # of their number, up to that: more are read meanwhile
_AT_ONCE = 2  # batches that are embedded: the next one is there when a core is done with the one before
_UNINTERRUPTED = 128  # passages that are embedded after it is told to stop
_SOON = 0.2  # seconds to wait for more of them
_PATIENCE = 2.0  # seconds to wait for the reading thread when stopped


_Ready = Item | tuple[Source, Prepared] | Exception
"""What the reading thread hands over: a failure or something known, an article to embed, or what ended it."""


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
        if item.links:
            self.total = self.total and self.total + len(item.links) - 1
            return
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
) -> Generator[Item, None, None]:
    """Add sources one after the other; yields each when it is stored or has failed.

    One bad source does not stop the others. Stopping early, by leaving the loop or by Ctrl-C, leaves every article
    whole or absent; the same call again finds what is there unchanged and goes on. A URL that is in the library is not
    fetched again: :func:`ingest.refresh` does that. A URL that gives a feed or sitemap gives way to what it lists.

    Args:
        sources: URLs and paths.
        library: where to.
        embedder: makes the vectors.
        fetcher: for URLs; the one of this process when it is not given.
    """
    ready: queue.Queue[_Ready | None] = queue.Queue(_AHEAD)
    stop = threading.Event()
    fetcher = fetcher or shared_fetcher()

    def read(source: Source) -> Iterator[_Ready]:
        return _read_all(source, library, fetcher)

    reader = threading.Thread(target=_read_ahead, args=(sources, read, ready, stop), daemon=True)
    reader.start()
    embedders, writer = ThreadPoolExecutor(_AT_ONCE), ThreadPoolExecutor(1)
    try:
        embed = partial(_embed, embedder, stop)
        yield from _embed_and_store(ready, library, lambda batch: batch.start(library, embed, embedders, writer))
    finally:
        stop.set()
        for workers in (embedders, writer):
            workers.shutdown(cancel_futures=True)
        until = time.monotonic() + _PATIENCE
        while reader.is_alive() and time.monotonic() < until:  # it ends by itself after the source that it reads
            _drain(ready)
            reader.join(0.02)


def _embed(embedder: Embedder, stop: threading.Event, texts: Sequence[str]) -> Vectors:
    """Embed texts, ``[len(texts), dimension]`` float32, or give up soon after it is told to stop."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))  # those of like length together
    vectors = np.empty((len(texts), embedder.dimension), dtype=np.float32)
    for first in range(0, len(texts), _UNINTERRUPTED):
        if stop.is_set():
            raise CancelledError
        places = order[first : first + _UNINTERRUPTED]
        vectors[places] = embedder.embed([texts[place] for place in places])
    return vectors


def _embed_and_store(
    ready: queue.Queue[_Ready | None], library: Library, start: Callable[[Batch], None]
) -> Iterator[Item]:
    """Start batch after batch of what is ready, the next before the one before is done, so that no core is idle."""
    waiting, started, together = Batch(), deque[Batch](), _AT_FIRST

    def go_on(at_once: int) -> Iterator[Item]:
        nonlocal waiting
        start(waiting)
        started.append(waiting)
        waiting = Batch()
        while len(started) > at_once:
            yield from started.popleft().outcomes()

    for item in _arriving(ready):
        if item is None:
            yield from go_on(0)
            continue
        if isinstance(item, Item):
            yield item
            continue
        source, prepared = item
        if any(batch.has_kin_of(prepared) for batch in (waiting, *started)):
            yield from go_on(0)
            if known := already_there(prepared, library):
                yield Item(source, known)
                continue
        waiting.add(source, prepared)
        if waiting.passages >= together:
            yield from go_on(_AT_ONCE)
            together = min(_GROWTH * together, _TOGETHER)
    yield from go_on(0)


def _arriving(ready: queue.Queue[_Ready | None]) -> Iterator[Item | tuple[Source, Prepared] | None]:
    """What the reading thread hands over, and None when it takes long; raises what ended it."""
    while True:
        try:
            item = ready.get(timeout=_SOON)
        except queue.Empty:
            yield None
            item = ready.get()
        if item is None:
            return
        if isinstance(item, Exception):
            raise item
        yield item


def _read_ahead(
    sources: Iterable[Source],
    read: Callable[[Source], Iterator[_Ready]],
    ready: queue.Queue[_Ready | None],
    stop: threading.Event,
) -> None:
    try:
        for one in (one for source in sources for one in read(source)):
            if stop.is_set():
                return
            ready.put(one)
    except Exception as error:
        ready.put(error)
    finally:
        ready.put(None)


def _read_all(source: Source, library: Library, fetcher: Fetcher) -> Iterator[_Ready]:
    """Read a source or, where it turns out to be a feed on the web, what it lists."""
    read = _read(source, library, fetcher)
    if not (is_url(source) and isinstance(read, Item) and isinstance(read.error, FeedFound)):
        yield read
        return
    try:
        links = tuple(expand_feed(str(source), fetcher))
    except SourceError as error:
        yield Item(source, error=error)
        return
    yield Item(source, links=links) if links else read
    for link in links:
        yield _read(link, library, fetcher)


def _read(source: Source, library: Library, fetcher: Fetcher) -> _Ready:
    try:
        address = canonical_url(str(source)) if is_url(source) else None
        if address and (known := library.by_url(address)):
            return Item(source, Added(known, "unchanged"))
        prepared = prepare(extract(source, fetcher))
        if there := already_there(prepared, library):
            return Item(source, there)
        return source, prepared
    except SourceError as error:
        return Item(source, error=error)
    except LibraryError:
        raise
    except Exception as error:  # a source is hostile: whatever it makes a parser raise is its own failure
        return Item(source, error=SourceError(f"{source} cannot be read ({type(error).__name__}: {error})."))


def _drain(ready: queue.Queue[_Ready | None]) -> None:
    try:
        while True:
            ready.get_nowait()
    except queue.Empty:
        return
