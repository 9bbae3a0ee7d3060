"""Record and index say the same: the record is the truth, the index follows."""

from __future__ import annotations

import logging
from pathlib import Path

from rag.embed import Embedder
from rag.errors import LibraryDamaged
from rag.index import Index, discard
from rag.probe import probe
from rag.record import Record
from rag.seal import Seal
from rag.types import Progress

log = logging.getLogger(__name__)


def open_index(path: Path, record: Record, embedder: Embedder) -> Index:
    """Open the index of a record; what is lost, damaged or of another embedder in it is made anew, and that is said."""
    if record.meta("embedder") != embedder.name:
        if path.exists():
            log.warning("The embedding model has changed: making all vectors anew.")
            discard(path)
        record.set_meta("embedder", embedder.name)
    if not _is_sound(path):
        log.warning("The index %s is damaged: making all vectors anew.", path)
        discard(path)
    try:
        return _reconciled(path, record, embedder)
    except LibraryDamaged as error:
        log.warning("%s It is made anew now.", error)
        discard(path)
        return _reconciled(path, record, embedder)


def _is_sound(path: Path) -> bool:
    state = Seal(path).state()
    return state in ("new", "sound") or (state == "unsure" and probe(path) is not None)


def _reconciled(path: Path, record: Record, embedder: Embedder) -> Index:
    index = Index(path)
    try:
        reconcile(record, index, embedder)
    except BaseException:
        index.close()
        raise
    return index


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
