"""A library in a directory of one process: the record in SQLite, the index in Chroma's own files."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import filelock

from rag import clock, disk_faults, owner
from rag.embed import Embedder
from rag.errors import LibraryBusy, LibraryDamaged
from rag.sqlite import SqliteRecord
from rag.stores import Stores
from rag.types import Progress

if TYPE_CHECKING:
    from rag.index import Index
    from rag.quick_index import QuickIndex

log = logging.getLogger(__name__)


class EmbeddedStores(Stores):
    """The files of a library directory, which one process owns.

    Args:
        home: the directory; made when it is missing.

    Raises:
        LibraryBusy: another process owns the directory.
        LibraryDamaged: the record cannot be read.
        LibraryUnwritable: the directory cannot be written to.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = filelock.FileLock(home / "lock")
        try:
            home.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
            owner.write(home, owner.this_process())
        except filelock.Timeout:
            raise LibraryBusy(f"The library {home} is in use by {owner.read(home) or 'another process'}.") from None
        except OSError as error:
            self._lock.release()
            raise disk_faults.unwritable(home, error) from error
        try:
            file = home / "record.sqlite"
            if doubt := clock.doubt(file, dt.datetime.now(dt.UTC)):
                log.warning(doubt)
            self.is_new = not file.exists()
            self.record = SqliteRecord(file)
        except BaseException:
            self._lock.release()
            raise

    def announce(self, url: str, key: str) -> None:
        """Write it into the directory."""
        owner.write(self._home, owner.this_process(url, key))

    def close(self) -> None:
        """Close the files and let another process own the directory."""
        self.record.close()
        owner.forget(self._home)
        self._lock.release()

    def index_to_search(self, embedder: Embedder) -> QuickIndex | None:
        """The files without Chroma's package, where they are sound and agree with the record."""
        from rag.quick_index import open_quickly

        if self.record.meta("embedder") != embedder.name:
            return None
        return open_quickly(self._home / "index", self.record.passage_ids())

    def open_index(self, embedder: Embedder) -> Index:
        """Look at the files first: Chroma reads damaged ones without a word."""
        from rag.embedded_index import discard, is_sound

        path, record = self._home / "index", self.record
        if record.meta("embedder") != embedder.name:
            if path.exists():
                log.warning("The embedding model has changed: making all vectors anew.")
                discard(path)
            record.set_meta("embedder", embedder.name)
        if not is_sound(path):
            log.warning("The index %s is damaged: making all vectors anew.", path)
            discard(path)
        try:
            return self._reconciled(path, embedder)
        except LibraryDamaged as error:
            log.warning("%s It is made anew now.", error)
            discard(path)
            return self._reconciled(path, embedder)

    def _reconciled(self, path: Path, embedder: Embedder) -> Index:
        from rag.embedded_index import EmbeddedIndex
        from rag.reconcile import reconcile

        index = EmbeddedIndex(path)
        try:
            reconcile(self.record, index, embedder)
        except BaseException:
            index.close()
            raise
        return index

    def remake_index(self, old: Index | None, embedder: Embedder, progress: Progress | None) -> tuple[Index, int]:
        """Write the new one beside the old one."""
        from rag.embedded_index import EmbeddedIndex, discard
        from rag.reconcile import embed_missing

        path, beside = self._home / "index", self._home / "index.new"
        discard(beside)
        fresh = EmbeddedIndex(beside)
        try:
            made = embed_missing(self.record, fresh, embedder, progress)
        except BaseException:
            fresh.close()
            discard(beside)
            raise
        self.record.set_meta("embedder", embedder.name)
        if isinstance(old, EmbeddedIndex):
            old.replace(fresh)
            return old, made
        fresh.close()
        discard(path)
        beside.rename(path)
        discard(beside)
        return EmbeddedIndex(path), made
