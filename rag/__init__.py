"""A question in, a checked answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rag.settings import Settings
from rag.types import Answer, Article, Citation, Passage, Question, Refusal, Scope, Span, Statement, Turn, Verdict

if TYPE_CHECKING:
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
    "ask",
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


def __getattr__(name: str) -> Any:
    # Chroma and LangChain take a second to import: only what opens a library pays for it.
    if name == "Library":
        from rag.library import Library

        return Library
    if name == "Pullquote":
        from rag.pullquote import Pullquote

        return Pullquote
    raise AttributeError(f"module 'rag' has no attribute {name!r}")
