from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def mine() -> str:
    """An article about a copper mine, written for these tests."""
    return (Path(__file__).parent / "mine.txt").read_text(encoding="utf-8").strip()


@pytest.fixture
def at(mine: str) -> Callable[[str], tuple[int, int]]:
    """Where the first occurrence of some words stands in the article."""

    def find(words: str) -> tuple[int, int]:
        start = mine.index(words)
        return start, start + len(words)

    return find
