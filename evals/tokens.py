"""Tokens that language models read and wrote, as their providers count them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from langchain_core.callbacks import UsageMetadataCallbackHandler
from langchain_core.tracers.context import register_configure_hook

_counting: ContextVar[UsageMetadataCallbackHandler | None] = ContextVar("counting", default=None)
# LangChain asks the variable whenever a model is called; registered once, because it keeps what is registered.
register_configure_hook(_counting, inheritable=True)

Tokens = dict[str, int]


@contextmanager
def counted() -> Iterator[Tokens]:
    """Count what every chat model reads and writes while the block runs.

    Yields:
        ``read`` and ``written``, filled in when the block ends; empty when no model was asked, or none was counted.
    """
    tokens: Tokens = {}
    heard = UsageMetadataCallbackHandler()
    before = _counting.set(heard)
    try:
        yield tokens
    finally:
        _counting.reset(before)
        if used := heard.usage_metadata.values():
            tokens["read"] = sum(usage["input_tokens"] for usage in used)
            tokens["written"] = sum(usage["output_tokens"] for usage in used)
