"""A question in, a checked answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rag.settings import Settings
from rag.types import Answer, Article, Citation, Passage, Question, Refusal, Scope, Span, Statement, Turn, Verdict

if TYPE_CHECKING:
    from rag.cite.quotes import QuoteCheck
    from rag.library import Library
    from rag.pullquote import Pullquote

__all__ = [
    "Answer",
    "Article",
    "Citation",
    "Library",
    "Passage",
    "Pullquote",
    "Question",
    "Refusal",
    "Scope",
    "Settings",
    "Span",
    "Statement",
    "Turn",
    "Verdict",
    "aask",
    "ask",
    "check_quote",
    "open_pullquote",
]


def open_pullquote(settings: Settings | None = None) -> Pullquote:
    """Open the library that the settings name (by default: the environment), ready to ask."""
    from rag.pullquote import Pullquote

    return Pullquote(settings)


def ask(question: str | Question, settings: Settings | None = None) -> Answer:
    """Open the library, answer one question, close it; for several questions keep a :class:`Pullquote` open."""
    with open_pullquote(settings) as pullquote:
        return pullquote.ask(question)


async def aask(question: str | Question, settings: Settings | None = None) -> Answer:
    """:func:`ask`, without blocking the event loop."""
    import asyncio

    return await asyncio.to_thread(ask, question, settings)


def check_quote(quote: str, speaker: str | None = None, settings: Settings | None = None) -> QuoteCheck:
    """Open the library, check whether a quote and its speaker are right, close it."""
    from rag.quote_check import check

    with open_pullquote(settings) as pullquote:
        return check(quote, speaker, pullquote.library)


def __getattr__(name: str) -> Any:
    # ONNX Runtime and the answerer take a while to import: only what opens a library waits for them.
    if name == "Library":
        from rag.library import Library

        return Library
    if name == "Pullquote":
        from rag.pullquote import Pullquote

        return Pullquote
    raise AttributeError(f"module 'rag' has no attribute {name!r}")
