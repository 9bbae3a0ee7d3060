"""The embedded answerer: for every kind of question its answer function, and a refusal when nothing is good enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.cite.names import missing_names
from rag.reader.answers import compare, listing, reason, says_about, several, span, unknown, who, who_said, yes_no
from rag.reader.answers.draft import Draft
from rag.reader.compose import from_drafts, name_not_found, not_said
from rag.reader.confidence import Calibration, features
from rag.reader.evidence import Evidence
from rag.reader.kinds import Kind, kind_of
from rag.types import Answer, Article, Span

_ANSWERS: dict[Kind, Callable[[Evidence], Draft | None]] = {
    Kind.SAYS_ABOUT: says_about.answer,
    Kind.WHO_SAID: who_said.answer,
    Kind.WHO: who.answer,
    Kind.WHY: reason.answer,
    Kind.HOW: reason.answer,
    Kind.YES_NO: yes_no.answer,
    Kind.LIST: listing.answer,
    Kind.COMPARE: compare.answer,
    Kind.SPAN: span.answer,
}

_CLOSE = 0.05
"""How far the probability of another article's answer may be behind the best one's to be shown beside it."""
_MOST_ARTICLES = 4
_SHORTEST_NAME = 4
"""Letters from which a word that was typed in lower case can be told to be a name."""


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
            evidence: of each part of it; all know the texts of all.
        """
        if names := _absent(question, evidence):
            return name_not_found(question, names)
        drafted = [self._draft(part) for part in evidence]
        drafts = [draft for draft, _ in drafted if draft]
        confidence = min((probability for _, probability in drafted), default=0.0)
        if not drafts:
            return not_said(question, _closest(evidence), confidence)
        return from_drafts(question, drafts, confidence, evidence[0].words)

    def _draft(self, evidence: Evidence) -> tuple[Draft | None, float]:
        """The draft of one part, None when none is good enough to show, and its probability."""
        if kind_of(evidence.question) is Kind.COMPARE and (compared := compare.answer(evidence)):
            probability = self._probability(evidence, compared)
            return (compared if probability >= self._calibration.floor else None), probability
        drafted: list[tuple[float, Article, Draft]] = []
        for article_id, text in evidence.texts.items():
            part = evidence.within(article_id)
            draft = unknown.answer(part) or _ANSWERS[kind_of(part.question)](part)
            if draft:
                drafted.append((self._probability(part, draft), text.article, draft))
        drafted.sort(key=lambda found: -found[0])
        best = drafted[0][0] if drafted else 0.0
        if best < self._calibration.floor:
            return None, best
        shown = [(article, draft) for probability, article, draft in drafted if probability >= best - _CLOSE]
        return several.joined(shown[:_MOST_ARTICLES]), best

    def _probability(self, evidence: Evidence, draft: Draft) -> float:
        """The probability that a draft is right; what the article itself calls unknown is taken at its word."""
        if draft.score is None:
            return 1.0 if draft.said_unknown else 0.0
        quotes = " ".join(evidence.words(quote) for quote in draft.proof)
        found = features(evidence.question, draft.score, evidence.readings.answerable, quotes)
        return self._calibration.probability(found)


def _absent(question: str, evidence: Sequence[Evidence]) -> list[str]:
    """The names in the question that no candidate article has."""
    texts = [text.article for part in evidence for text in part.texts.values()]
    known = " ".join(f"{article.text} {article.title} {article.publisher}" for article in texts)
    return [name for name in missing_names(question, known) if len(name) >= _SHORTEST_NAME] if texts else []


def _closest(evidence: Sequence[Evidence]) -> Span | None:
    return next((part.sentence(part.best.span) for part in evidence if part.best), None)
