"""The embedded answerer: for every kind of question its answer function, and a refusal when nothing is good enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.reader.answers import listing, reason, says_about, span, unknown, who, who_said, yes_no
from rag.reader.answers.draft import Draft
from rag.reader.compose import from_drafts, not_said
from rag.reader.confidence import Calibration
from rag.reader.evidence import Evidence
from rag.reader.kinds import Kind, kind_of
from rag.types import Answer, Span
from rag.words import coverage

_ANSWERS: dict[Kind, Callable[[Evidence], Draft | None]] = {
    Kind.SAYS_ABOUT: says_about.answer,
    Kind.WHO_SAID: who_said.answer,
    Kind.WHO: who.answer,
    Kind.WHY: reason.answer,
    Kind.HOW: reason.answer,
    Kind.YES_NO: yes_no.answer,
    Kind.LIST: listing.answer,
    Kind.SPAN: span.answer,
}


class Answerer:
    """Turns evidence into an answer or a refusal.

    Args:
        calibration: how the reader's scores become a probability.
    """

    def __init__(self, calibration: Calibration | None = None) -> None:
        self._calibration = calibration or Calibration.load()

    def answer(self, question: str, evidence: Sequence[Evidence]) -> Answer:
        """Answer a question whose parts were read one by one.

        Args:
            question: the whole question, standing alone.
            evidence: of each part of it.
        """
        drafted = [(part, self._draft(part)) for part in evidence]
        drafts = [draft for _, draft in drafted if draft]
        confidence = min((self._probability(part, draft) for part, draft in drafted), default=0.0)
        if not drafts:
            return not_said(question, _closest(evidence), confidence)
        return from_drafts(question, drafts, confidence, evidence[0].words)

    def _draft(self, evidence: Evidence) -> Draft | None:
        """The draft of one part, None when it is not good enough to show."""
        if draft := unknown.answer(evidence):
            return draft
        draft = _ANSWERS[kind_of(evidence.question)](evidence)
        if draft is None or self._probability(evidence, draft) < self._calibration.floor:
            return None
        return draft

    def _probability(self, evidence: Evidence, draft: Draft | None) -> float:
        if draft is None:
            draft = span.answer(evidence)
        if draft is None:
            return 0.0
        if draft.score is None:
            return 1.0
        shared = coverage(evidence.question, " ".join(evidence.words(quote) for quote in draft.proof))
        return self._calibration.probability(draft.score, evidence.readings.answerable, shared)


def _closest(evidence: Sequence[Evidence]) -> Span | None:
    for part in evidence:
        if part.best:
            return part.sentence(part.best.span)
    return None
