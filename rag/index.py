"""The index: Chroma. One cosine collection of passage vectors, which can always be made again from the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, cast

import chromadb
from chromadb.api.client import Client
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from rag.embed import Vectors
from rag.types import Article, Passage, Scope

COLLECTION = "passages"
_Item = TypeVar("_Item")
_MOST_IN_ONE_CALL = 5_000  # Chroma refuses more than 5,461 rows at once.


class Index:
    """Passage vectors in a Chroma directory. Only one process may open it.

    Args:
        path: the directory; made when it is missing.
        embeddings: what LangChain's vector store embeds its own queries with.
    """

    def __init__(self, path: Path, embeddings: Embeddings) -> None:
        client = chromadb.PersistentClient(str(path), ChromaSettings(anonymized_telemetry=False))
        self._client = cast(Client, client)
        self._embeddings = embeddings
        self._open()

    def _open(self) -> None:
        cosine = {"hnsw:space": "cosine"}
        self._collection = self._client.get_or_create_collection(COLLECTION, metadata=cosine, embedding_function=None)
        self.vector_store = Chroma(COLLECTION, self._embeddings, client=self._client, collection_metadata=cosine)

    def add(self, article: Article, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Store the vectors of an article's passages; those already there are replaced."""
        facts = _facts(article)
        for part in _parts(range(len(passages))):
            self._collection.upsert(
                ids=[passages[i].id for i in part],
                embeddings=vectors[list(part)],
                metadatas=[facts] * len(part),
                documents=[passages[i].text for i in part],
            )

    def search(self, vector: list[float], k: int, scope: Scope) -> list[str]:
        """The ids of the passages nearest to a vector, nearest first."""
        found = self.vector_store.similarity_search_by_vector_with_relevance_scores(vector, k, filter=_where(scope))
        return [document.id for document, _ in found if document.id]

    def ids(self) -> set[str]:
        """The ids of all stored vectors."""
        return set(self._collection.get(include=[])["ids"])

    def count(self) -> int:
        """How many vectors are stored."""
        return self._collection.count()

    def remove(self, ids: Iterable[str]) -> None:
        """Delete vectors; ids that are not there are passed over."""
        for part in _parts(ids):
            self._collection.delete(ids=part)

    def clear(self) -> None:
        """Delete all vectors."""
        self._client.delete_collection(COLLECTION)
        self._open()

    def close(self) -> None:
        """Let go of the directory."""
        self._client.close()


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
