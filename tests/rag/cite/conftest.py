from __future__ import annotations

from collections.abc import Callable

import pytest

MINE = """Copper mine reopens after three years

The Brandal copper mine will reopen in May, Energy Minister Ingrid Solheim said on Tuesday.

“We have waited too long for this. The town needs the work,” Solheim told reporters in Oslo. “It will not be like before.”

Per Aune, the mayor of Brandal, said the mine would bring 140 jobs to the town of 3,200. He added that he had not been told about the new owner.

“Nobody asked us,” he said. “We read it in the newspaper like everybody else.”

“And that is not how you treat a town.”

But union leader Kari Moe denied that the deal was secret, saying “the mayor was invited twice”.

According to the environment agency, the river has recovered. The former minister Lars Holm refused to comment.

The Norwegian minister will visit the town next week, her spokesman said."""


@pytest.fixture
def mine() -> str:
    return MINE


@pytest.fixture
def at(mine: str) -> Callable[[str], tuple[int, int]]:
    """Where the first occurrence of some words stands in the article."""

    def find(words: str) -> tuple[int, int]:
        start = mine.index(words)
        return start, start + len(words)

    return find
