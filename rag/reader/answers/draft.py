"""An answer before its citations are numbered."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A short answer and the spans that prove it.

    Attributes:
        text: the short answer; most often words of the article.
        proof: pull quotes, each whole sentences, the most important first.
        score: the reader's score for it, where one was read; None where the answer rests on rules alone.
        said_unknown: the article itself says that this is not known.
    """

    text: str
    proof: tuple[Span, ...]
    score: float | None = None
    said_unknown: bool = False
