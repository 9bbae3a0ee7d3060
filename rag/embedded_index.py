"""The index in a Chroma directory of this process."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar, cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.models.Collection import Collection
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from rag import disk_faults
from rag.errors import LibraryDamaged
from rag.index import COLLECTION, COSINE, Index, parts
from rag.probe import probe
from rag.seal import Seal
from rag.vacuum import vacuum_chroma

_NEW = "passages-new"
_ROOM_TO_SPARE = 1_000_000  # bytes
_Found = TypeVar("_Found")


class EmbeddedIndex(Index):
    """Passage vectors in a Chroma directory, used by one thread at a time. Only one process may open it.

    Args:
        path: the directory; made when it is missing. Look at its :class:`rag.seal.Seal` first.

    Raises:
        LibraryDamaged: the directory cannot be read; any method may raise it when damage shows later.
        LibraryUnwritable: the disk is full or may not be written to; any method that writes may raise it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.place = str(path)
        self._lock = threading.RLock()
        self._connect()

    def _connect(self) -> None:
        with self._used():
            try:
                client = chromadb.PersistentClient(str(self._path), ChromaSettings(anonymized_telemetry=False))
            except BaseException:
                SharedSystemClient.clear_system_cache()  # or it would be tried again with what failed
                raise
            self._client = cast(Client, client)
            self._open(COLLECTION)
            self._inode = self._file.stat().st_ino
            self._seal = Seal(self._path)
            self._seal.keep(closed=False)

    @property
    def _file(self) -> Path:
        return self._path / "chroma.sqlite3"

    @contextmanager
    def _used(self) -> Iterator[None]:
        """One thread at a time; errors of Chroma as those of a library."""
        with self._lock:
            try:
                yield
            except (ChromaError, OSError) as error:
                raise disk_faults.of_index(error, self._path) from error
            except BaseException as error:
                if type(error).__name__ != "PanicException":  # how Chroma's Rust part gives up; it has no public name
                    raise
                raise disk_faults.of_index(error, self._path) from error

    def is_in_place(self) -> bool:
        """Whether the open files are those that have the path."""
        try:
            return self._file.stat().st_ino == self._inode
        except OSError:
            return False

    def _open(self, name: str) -> None:
        self._collection = self._client.get_or_create_collection(name, metadata=COSINE, embedding_function=None)

    def _read(self, action: Callable[[Collection], _Found]) -> _Found:
        with self._used():
            return action(self._collection)

    def _write(self, action: Callable[[Collection], object]) -> None:
        with self._writing():
            action(self._collection)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with self._used():
                yield
                self._seal.keep(closed=False)
        except LibraryDamaged as error:  # of a full disk Chroma does not always say that it is full
            raise disk_faults.unchanged(self._path, error.__cause__ or error) from error

    def replace(self, other: EmbeddedIndex) -> None:
        """Take the place of what is here with another index, which must not be used any more; searches wait."""
        with self._used():
            self._release()
            other.close()
            shutil.rmtree(self._path, ignore_errors=True)
            other._path.rename(self._path)
            other._seal.forget()
            self._connect()

    def compact(self, always: bool = False) -> bool:
        """Give the disk space of removed vectors and their texts back, as :func:`rag.vacuum.vacuum` does.

        Chroma keeps the room of removed vectors in its files: when more than half of it is empty, the vectors that
        are left are written anew.
        """
        with self._writing():
            if self._is_half_empty():
                self._rewrite()
            return vacuum_chroma(self._path, always)

    def _is_half_empty(self) -> bool:
        room = sum(file.stat().st_size for file in self._path.glob("*/data_level0.bin"))
        vectors = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
        needed = np.asarray(vectors, dtype=np.float32).nbytes * self.count()
        return room > 2 * needed + _ROOM_TO_SPARE

    def _rewrite(self) -> None:
        old, ids = self._collection, self.ids()
        if _NEW in [collection.name for collection in self._client.list_collections()]:
            self._client.delete_collection(_NEW)  # left by a process that ended while it rewrote
        self._open(_NEW)
        for part in parts(ids, self.most):
            rows = old.get(part, include=["embeddings", "metadatas"])
            self._collection.add(rows["ids"], rows["embeddings"], rows["metadatas"])
        self._client.delete_collection(COLLECTION)
        self._collection.modify(name=COLLECTION)

    def close(self) -> None:
        """Let go of the directory."""
        with self._lock:
            self._release()
            if self.is_in_place():
                with suppress(OSError):  # without a seal the files are tried out when they are opened again
                    self._seal.keep(closed=True)

    def _release(self) -> None:
        self._client.close()


def discard(path: Path) -> None:
    """Delete the directory of an index that is not open, whatever is in it."""
    shutil.rmtree(path, ignore_errors=True)
    Seal(path).forget()


def is_sound(path: Path) -> bool:
    """Whether the files of an index that is not open are whole, or not there at all."""
    state = Seal(path).state()
    return state in ("new", "sound") or (state == "unsure" and probe(path) is not None)
