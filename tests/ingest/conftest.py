"""Fixtures for the tests of ``ingest``."""

import ipaddress
from collections.abc import Iterator
from pathlib import Path

import pytest
from hash_embedder import HashEmbedder
from loopback_site import Site, serve

from ingest.fetch import Fetcher
from rag.library import Library


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
