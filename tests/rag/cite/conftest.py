from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.types import Article


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


def make_article(text: str, title: str = "Untitled", published: dt.date | None = None, id: str = "mine") -> Article:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Article(id, title, text, sha256, 1, dt.datetime(2025, 3, 12, tzinfo=dt.UTC), published=published)


@pytest.fixture
def article(mine: str) -> Article:
    """The article as it is stored, published on the Tuesday that it speaks of."""
    return make_article(mine, title="Copper mine reopens after three years", published=dt.date(2025, 3, 11))
