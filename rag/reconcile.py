"""Record and index say the same: the record is the truth, the index follows."""

from __future__ import annotations

import logging

from rag.embed import Embedder
from rag.errors import LibraryDamaged
from rag.index import Index
from rag.record import Record
from rag.types import Progress

log = logging.getLogger(__name__)


def reconcile(record: Record, index: Index, embedder: Embedder) -> None:
    """Sweep vectors that no record names, and make those that are missing."""
    there, wanted = index.ids(), record.passage_ids()
    if there - wanted:
        index.remove(there - wanted)
    if lost := len(wanted - there):
        log.warning("The index lacks %d of %d passages: making their vectors.", lost, len(wanted))
        embed_missing(record, index, embedder)
    if there != wanted and index.ids() != wanted:
        raise LibraryDamaged("The index does not take what it is given.")


def embed_missing(record: Record, index: Index, embedder: Embedder, progress: Progress | None = None) -> int:
    """Make the vectors that the index lacks; returns how many."""
    there = index.ids()
    articles = record.articles()
    made = 0
    for done, article in enumerate(articles, start=1):
        missing = [passage for passage in record.passages(article.id) if passage.id not in there]
        if missing:
            index.add([article], missing, embedder.embed([passage.text for passage in missing]))
            made += len(missing)
        if progress:
            progress(done, len(articles))
    return made
