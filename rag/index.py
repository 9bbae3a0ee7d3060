"""The index: vectors of passages in Chroma, which can always be made again from the record.

The words of the passages are in the record alone: storing them here as well takes as long as storing the vectors twice.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from rag.embed import Vectors
from rag.errors import LibraryDamaged
from rag.types import Article, Passage, Scope

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

COLLECTION = "passages"
COSINE = {"hnsw:space": "cosine", "hnsw:construction_ef": 32, "hnsw:search_ef": 400}
"""How a new collection is made. Chroma's own numbers, 100 and 100, take longer to add and find fewer of the nearest:
``python -m evals.speed.nearest``."""
_TRIES = 3
_Found = TypeVar("_Found")
_Item = TypeVar("_Item")


class Index(ABC):
    """One cosine collection of passage vectors.

    Attributes:
        place: what errors call it.
        most: rows in one call.

    Raises:
        LibraryDamaged: it cannot be read; any method may raise it when damage shows later.
        LibraryUnwritable: the disk is full or may not be written to; any method that writes may raise it.
    """

    place: str
    most = 5_000  # Chroma refuses more than 5,461 rows at once.

    @abstractmethod
    def _read(self, action: Callable[[Collection], _Found]) -> _Found:
        """Do something with the collection; errors of Chroma as those of a library."""

    @abstractmethod
    def _write(self, action: Callable[[Collection], object]) -> None:
        """Change the collection; errors of Chroma as those of a library."""

    @abstractmethod
    def is_in_place(self) -> bool:
        """Whether what is open is what has the name."""

    @abstractmethod
    def compact(self, always: bool = False) -> bool:
        """Give the disk space of removed vectors back, where that is worth it; returns whether it was given back."""

    @abstractmethod
    def close(self) -> None:
        """Let go of it."""

    def add(self, articles: Iterable[Article], passages: Sequence[Passage], vectors: Vectors) -> None:
        """Store the vectors of these articles' passages; those already there are replaced."""
        facts = {article.id: _facts(article) for article in articles}
        about = [facts[passage.span.article] for passage in passages]
        self._put([passage.id for passage in passages], vectors, about)

    def _put(self, ids: Sequence[str], vectors: Vectors, facts: Sequence[Any]) -> None:
        def put(collection: Collection) -> None:
            for part in parts(range(len(ids)), self.most):
                collection.upsert(
                    ids=[ids[i] for i in part], embeddings=vectors[part], metadatas=[facts[i] for i in part]
                )

        self._write(put)

    def search(self, vectors: Vectors, k: int, scope: Scope) -> list[str]:
        """The ids of the passages nearest to a vector, ``[1, dimension]``, nearest first.

        Raises:
            LibraryDamaged: of all vectors fewer are found than there are: some are lost.
        """

        def search(collection: Collection) -> list[str] | None:
            found = collection.query(vectors, n_results=k, where=where(scope), include=[])["ids"][0]
            lost = len(found) < k and scope == Scope() and len(found) < collection.count()
            return None if lost else found

        for _ in range(_TRIES):  # another process may have added some just now
            if (found := self._read(search)) is not None:
                return found
        raise LibraryDamaged(f"The index {self.place} has lost vectors. “pullquote reindex” makes it anew.")

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """The stored vectors with these ids, ``[len(ids), dimension]``."""
        found: dict[str, Any] = {}
        for part in parts(ids, self.most):
            rows = self._read(lambda collection, part=part: collection.get(part, include=["embeddings"]))  # type: ignore[misc]
            found |= dict(zip(rows["ids"], cast(Vectors, rows["embeddings"]), strict=True))
        return np.asarray([found[one] for one in ids], dtype=np.float32).reshape(len(ids), -1)

    def ids(self) -> set[str]:
        """The ids of all stored vectors."""
        return self._read(lambda collection: set(collection.get(include=[])["ids"]))

    def count(self) -> int:
        """How many vectors are stored."""
        return self._read(lambda collection: collection.count())

    def remove(self, ids: Iterable[str]) -> None:
        """Delete vectors; ids that are not there are passed over."""

        def remove(collection: Collection) -> None:
            for part in parts(ids, self.most):
                collection.delete(ids=part)

        self._write(remove)

    def copy_to(self, other: Index) -> None:
        """Store all vectors, with what they are filtered by, in another index as well."""
        for part in parts(self.ids(), min(self.most, other.most)):
            rows = self._read(lambda collection, part=part: collection.get(part, include=["embeddings", "metadatas"]))  # type: ignore[misc]
            other._put(rows["ids"], np.asarray(rows["embeddings"], np.float32), cast(list[Any], rows["metadatas"]))


def parts(items: Iterable[_Item], most: int) -> Iterator[list[_Item]]:
    """Items in lists of at most ``most``."""
    rest = iter(items)
    while part := list(islice(rest, most)):
        yield part


def _facts(article: Article) -> dict[str, Any]:
    facts: dict[str, Any] = {"article": article.id}
    if article.publisher:
        facts["publisher"] = article.publisher
    if article.published:
        facts["published"] = article.published.toordinal()
    return facts


def where(scope: Scope) -> dict[str, Any] | None:
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
