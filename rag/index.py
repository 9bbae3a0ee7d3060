"""The index: Chroma. One cosine collection of passage vectors, which can always be made again from the record.

The words of the passages are in the record alone: storing them here as well takes as long as storing the vectors twice.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from rag import disk_faults
from rag.embed import Vectors
from rag.errors import LibraryDamaged
from rag.seal import Seal
from rag.types import Article, Passage, Scope
from rag.vacuum import vacuum_chroma

COLLECTION = "passages"
_NEW = "passages-new"
_COSINE = {"hnsw:space": "cosine"}
_ROOM_TO_SPARE = 1_000_000  # bytes
_Item = TypeVar("_Item")
_MOST_IN_ONE_CALL = 5_000  # Chroma refuses more than 5,461 rows at once.


class Index:
    """Passage vectors in a Chroma directory, used by one thread at a time. Only one process may open it.

    Args:
        path: the directory; made when it is missing. Look at its :class:`rag.seal.Seal` first.

    Raises:
        LibraryDamaged: the directory cannot be read; any method may raise it when damage shows later.
        LibraryUnwritable: the disk is full or may not be written to; any method that writes may raise it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
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
        self._collection = self._client.get_or_create_collection(name, metadata=_COSINE, embedding_function=None)

    def add(self, articles: Iterable[Article], passages: Sequence[Passage], vectors: Vectors) -> None:
        """Store the vectors of these articles' passages; those already there are replaced."""
        facts = {article.id: _facts(article) for article in articles}
        with self._writing():
            for part in _parts(range(len(passages))):
                self._collection.upsert(
                    ids=[passages[i].id for i in part],
                    embeddings=vectors[part],
                    metadatas=[facts[passages[i].span.article] for i in part],
                )

    def search(self, vectors: Vectors, k: int, scope: Scope) -> list[str]:
        """The ids of the passages nearest to a vector, ``[1, dimension]``, nearest first.

        Raises:
            LibraryDamaged: of all vectors fewer are found than there are: some are lost.
        """
        with self._used():
            found = self._collection.query(vectors, n_results=k, where=_where(scope), include=[])["ids"][0]
            if len(found) < k and scope == Scope() and len(found) < self._collection.count():
                raise LibraryDamaged(f"The index {self._path} has lost vectors. “pullquote reindex” makes it anew.")
            return found

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """The stored vectors with these ids, ``[len(ids), dimension]``."""
        found: dict[str, Any] = {}
        with self._used():
            for part in _parts(ids):
                rows = self._collection.get(part, include=["embeddings"])
                found |= dict(zip(rows["ids"], cast(Vectors, rows["embeddings"]), strict=True))
        return np.asarray([found[one] for one in ids], dtype=np.float32).reshape(len(ids), -1)

    def ids(self) -> set[str]:
        """The ids of all stored vectors."""
        with self._used():
            return set(self._collection.get(include=[])["ids"])

    def count(self) -> int:
        """How many vectors are stored."""
        with self._used():
            return self._collection.count()

    def remove(self, ids: Iterable[str]) -> None:
        """Delete vectors; ids that are not there are passed over."""
        with self._writing():
            for part in _parts(ids):
                self._collection.delete(ids=part)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with self._used():
                yield
                self._seal.keep(closed=False)
        except LibraryDamaged as error:  # of a full disk Chroma does not always say that it is full
            raise disk_faults.unchanged(self._path, error.__cause__ or error) from error

    def replace(self, other: Index) -> None:
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
        for part in _parts(ids):
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


def _parts(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    rest = iter(items)
    while part := list(islice(rest, _MOST_IN_ONE_CALL)):
        yield part


def _facts(article: Article) -> dict[str, Any]:
    facts: dict[str, Any] = {"article": article.id}
    if article.publisher:
        facts["publisher"] = article.publisher
    if article.published:
        facts["published"] = article.published.toordinal()
    return facts


def _where(scope: Scope) -> dict[str, Any] | None:
    """The scope as a Chroma filter, None for everything."""
    parts: list[dict[str, Any]] = []
    if scope.articles:
        parts.append({"article": {"$in": list(scope.articles)}})
    if scope.publishers:
        parts.append({"publisher": {"$in": list(scope.publishers)}})
    if scope.since:
        parts.append({"published": {"$gte": scope.since.toordinal()}})
    if scope.until:
        parts.append({"published": {"$lte": scope.until.toordinal()}})
    if len(parts) > 1:
        return {"$and": parts}
    return parts[0] if parts else None
