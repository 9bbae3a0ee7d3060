"""Fixtures for the tests of ``rag``."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rag_helpers import FewWordsEmbedder

from rag.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home", FewWordsEmbedder()) as opened:
        yield opened
