"""Plain who, what, when, where, how many: the words themselves, and their sentence as the pull quote."""

from __future__ import annotations

import re

from rag.dates import with_dates
from rag.reader.answers.draft import Draft
from rag.reader.evidence import Evidence
from rag.reader.read import Reading, normalized

_ASKS_WHEN = re.compile(r"\b(?:when|what (?:day|date|time)|which day|how long ago)\b", re.IGNORECASE)

_BARE_DURATION = re.compile(
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|a few) "
    r"(?:minute|hour|day|week|month|year|decade)s?(?: (?:before|after|earlier|later))?",
    re.IGNORECASE,
)
"""Says how long, not when: only its sentence tells before or after what."""


def answer(evidence: Evidence) -> Draft | None:
    """The best span outside headings; one in a heading only where the text has none that comes near it."""
    best = best_in_text(evidence)
    if best is None:
        return None
    sentence, text = evidence.sentence(best.span), best.text
    if _ASKS_WHEN.search(evidence.question):
        text = evidence.words(sentence) if _BARE_DURATION.fullmatch(text) else text
        text = with_dates(text, evidence.text_of(best.span).article.published)
    return Draft(text, (sentence,), best.score)


_HEADING_HANDICAP = 3.0
"""Logits that a span of the running text may be behind one of a heading, which names without proving."""


def best_in_text(evidence: Evidence) -> Reading | None:
    """The best possible answer that says more than the question does, those in headings set back."""

    def points(reading: Reading) -> float:
        in_heading = evidence.text_of(reading.span).is_subhead(reading.span.start)
        return reading.score - _HEADING_HANDICAP * in_heading

    return max(telling(evidence), key=points, default=None)


def telling(evidence: Evidence) -> list[Reading]:
    """The possible answers that say more than the question does, best first."""
    asked = set(normalized(evidence.question).split())
    return [reading for reading in evidence.readings.answers if not set(normalized(reading.text).split()) <= asked]
