"""Why and how: the sentence that gives the reason or the way."""

from __future__ import annotations

from rag.reader.answers.draft import Draft
from rag.reader.answers.span import best_in_text
from rag.reader.evidence import Evidence

_ENOUGH_WORDS = 4


def answer(evidence: Evidence) -> Draft | None:
    """The reason in the article's words; a span too short to be one is given with its whole sentence."""
    best = best_in_text(evidence)
    if best is None:
        return None
    sentence = evidence.sentence(best.span)
    text = best.text if len(best.text.split()) >= _ENOUGH_WORDS else evidence.words(sentence)
    return Draft(text, (sentence,), best.score)
