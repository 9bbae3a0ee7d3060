"""What a rule that a statement fails has to say."""

from __future__ import annotations

from dataclasses import dataclass

from rag.cite.case import Case
from rag.types import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a statement fails.

    Attributes:
        rule: its name.
        reason: in words for a reader.
        spans: where the article says otherwise.
        doubt: where a model may know better, one of :data:`rag.cite.weigh.DOUBTS`; empty where none may.
    """

    rule: str
    reason: str
    spans: tuple[Span, ...] = ()
    doubt: str = ""


def first_of_core(case: Case) -> tuple[Span, ...]:
    """The sentence that a statement rests on most, where a rule has no better one to show."""
    return tuple(case.span(s) for s in case.core[:1])
