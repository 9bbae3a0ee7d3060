"""What a question takes for granted, and the sentence in which an article says the opposite.

"Why did the mayor resign?" takes for granted that the mayor resigned. Where an article says that she did not, an
answer to it could only mislead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.types import Article, Span
from rag.words import coverage

_GRANTED = re.compile(
    r"^(?:(?:and|so|but) )?(?:why|when|how|where) "
    r"(?:did|does|do|was|were|is|are|has|have|had|will) (?P<premise>.+?)\W*$",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|no|never|nobody|nothing|none|without|refuse\w*|deny|denie\w*)\b|n['’]t\b", re.IGNORECASE
)
_ENOUGH = 0.6
"""Share of a statement's words that a sentence must have before it can deny it."""


def denial(question: str, articles: Sequence[Article]) -> Span | None:
    """The sentence that denies what a question "why", "when", "how" or "where" takes for granted; None without one."""
    asked = _GRANTED.match(" ".join(question.split()))
    if not asked or _NEGATED.search(question):
        return None
    return denied(asked["premise"], articles)


def denied(statement: str, articles: Sequence[Article]) -> Span | None:
    """The sentence that denies a statement and has most of its words; None without one."""
    from rag.cite.verdict import check  # few questions wait for it

    found = check(f"{statement}.", articles)
    if found.rule != "negation" or not found.spans:
        return None
    span = found.spans[0]
    text = next(article.text for article in articles if article.id == span.article)
    return span if coverage(statement, text[span.start : span.end]) >= _ENOUGH else None
