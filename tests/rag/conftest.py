"""Fixtures for the tests of ``rag``."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rag_helpers import FewWordsEmbedder

from rag.library import Library
from rag.record import Record
from rag.settings import Servers
from rag.stores import open_stores


@pytest.fixture
def open_library(tmp_path: Path, servers: Servers | None) -> Callable[..., Library]:
    """Opens the library of the test, again and again."""

    def open_it(embedder: FewWordsEmbedder | None = None) -> Library:
        return Library.open(tmp_path / "home", embedder or FewWordsEmbedder(), servers)

    return open_it


@pytest.fixture
def library(open_library: Callable[..., Library]) -> Iterator[Library]:
    with open_library() as opened:
        yield opened


@pytest.fixture
def record(tmp_path: Path, servers: Servers | None) -> Iterator[Record]:
    stores = open_stores(tmp_path / "home", servers)
    yield stores.record
    stores.close()
