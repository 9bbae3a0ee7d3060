"""Fixtures for the tests of ``ingest``."""

import hashlib
import ipaddress
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from loopback_site import Site, serve

from ingest.fetch import Fetcher
from rag.embed import Vectors
from rag.library import Library


class HashEmbedder:
    """Vectors that only depend on the words, without a model."""

    name = "hash"
    dimension = 16

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                vectors[row, hashlib.sha256(word.encode()).digest()[0] % self.dimension] += 1
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.embed(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def library(tmp_path: Path, embedder: HashEmbedder) -> Iterator[Library]:
    with Library.open(tmp_path / "library", embedder) as opened:
        yield opened


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as served:
        yield served


@pytest.fixture
def fetcher() -> Fetcher:
    """One that may fetch from the loopback address, without pauses."""
    return Fetcher(seconds=10, pause=0, allowed=[ipaddress.ip_network("127.0.0.0/8")])
