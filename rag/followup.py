"""A question and the conversation before it, as a question that stands alone."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Question


@dataclass(frozen=True, slots=True)
class Understood:
    """The question as it is read, and whether that differs from what was typed."""

    text: str
    changed: bool


def standalone(question: Question) -> Understood:
    """Return the question as typed."""
    return Understood(" ".join(question.text.split()), changed=False)
