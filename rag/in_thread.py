"""What works for a while, for event loops."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

from rag.types import Answer


async def in_thread(answers: Iterator[Answer]) -> AsyncIterator[Answer]:
    """The same answers, each made in a thread, so that the event loop goes on meanwhile."""
    while (answer := await asyncio.to_thread(next, answers, None)) is not None:
        yield answer
