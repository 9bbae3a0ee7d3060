"""An embedder as LangChain's ``Embeddings``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from langchain_core.embeddings import Embeddings

from rag.embed import Embedder, Vectors


class LangChainEmbeddings(Embeddings):
    """An embedder for LangChain's vector stores, retrievers and chains.

    Args:
        embedder: makes the vectors.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: ``[len(texts), dimension]`` float32, each row of length 1."""
        return self._embedder.embed(texts)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts to store."""
        return cast(list[list[float]], self.embed(texts).tolist())

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        return self.embed_documents([text])[0]
