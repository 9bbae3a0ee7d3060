"""Why and how: the sentence that gives the reason or the way."""

from __future__ import annotations

from rag.reader.answers.draft import Draft
from rag.reader.answers.span import best_in_text
from rag.reader.evidence import Evidence
from rag.words import content_stems, coverage

_ENOUGH_WORDS = 4
_RESTATES = 0.5
"""Share of the question's words from which a span says again what was asked; the reason stands beside it."""


def answer(evidence: Evidence) -> Draft | None:
    """The reason in the article's words; a span that is none by itself is given with its whole sentence."""
    best = best_in_text(evidence)
    if best is None:
        return None
    sentence = evidence.sentence(best.span)
    is_reason = len(best.text.split()) >= _ENOUGH_WORDS and not _restates(evidence.question, best.text)
    return Draft(best.text if is_reason else evidence.words(sentence), (sentence,), best.score)


def _restates(question: str, text: str) -> bool:
    return bool(content_stems(question)) and coverage(question, text) >= _RESTATES
