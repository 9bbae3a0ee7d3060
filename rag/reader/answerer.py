"""The embedded answerer: for every kind of question its answer function, and a refusal when nothing is good enough."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from rag.cite.names import missing_names
from rag.reader.answers import several, unknown
from rag.reader.answers.draft import Draft
from rag.reader.compose import from_drafts, name_not_found, not_said, not_sure, premise_denied
from rag.reader.confidence import Calibration, features
from rag.reader.evidence import Evidence
from rag.reader.kinds import Kind, asked_of_each, kind_of
from rag.reader.premise import denial
from rag.types import Answer, Article, Span

_ANSWERS = {
    Kind.SAYS_ABOUT: "says_about",
    Kind.WHO_SAID: "who_said",
    Kind.WHO: "who",
    Kind.WHY: "reason",
    Kind.HOW: "reason",
    Kind.YES_NO: "yes_no",
    Kind.LIST: "listing",
    Kind.COMPARE: "compare",
    Kind.SPAN: "span",
}
"""The file of :mod:`rag.reader.answers` that answers each kind; it is imported for the first question of the kind."""

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

    def answer(self, question: str, evidence: Sequence[Evidence], at_least: float = 0.0) -> Answer:
        """Answer a question whose parts were read one by one.

        Args:
            question: the whole question, standing alone.
            evidence: of each part of it; all know the texts of all.
            at_least: the probability below which no answer is given; the calibration's floor when that is higher.
        """
        if names := _absent(question, evidence):
            return name_not_found(question, names)
        if denied := _denied(evidence):
            return premise_denied(question, denied)
        drafted = [self._draft(part, max(at_least, self._calibration.floor)) for part in evidence]
        drafts = [draft for draft, _ in drafted if draft]
        confidence = min((probability for _, probability in drafted), default=0.0)
        if not drafts:
            refuse = not_sure if confidence >= self._calibration.floor else not_said
            return refuse(question, _closest(evidence), confidence)
        return from_drafts(question, drafts, confidence, evidence[0].words)

    def _draft(self, evidence: Evidence, floor: float) -> tuple[Draft | None, float]:
        """The draft of one part, None when none is good enough to show, and its probability."""
        kind = kind_of(evidence.question)
        if kind is Kind.COMPARE and (compared := _answer(kind, evidence)):
            probability = self._probability(evidence, compared)
            return (compared if probability >= floor else None), probability
        drafted: list[tuple[float, Article, Draft]] = []
        for article_id, text in evidence.texts.items():
            part = evidence.within(article_id)
            draft = unknown.answer(part) or _answer(kind, part)
            if draft:
                drafted.append((self._probability(part, draft), text.article, draft))
        drafted.sort(key=lambda found: -found[0])
        best = drafted[0][0] if drafted else 0.0
        if best < floor:
            return None, best
        shown = [(article, draft) for probability, article, draft in drafted if probability >= best - _CLOSE]
        return several.joined(shown[:_MOST_ARTICLES]), best

    def _probability(self, evidence: Evidence, draft: Draft) -> float:
        """The probability that a draft is right; what the article itself calls unknown is taken at its word."""
        if draft.score is None:
            return 1.0 if draft.said_unknown else 0.0
        quotes = " ".join(evidence.words(quote) for quote in draft.proof)
        found = features(asked_of_each(evidence.question), draft.score, evidence.readings.answerable, quotes)
        return self._calibration.probability(found)


def _answer(kind: Kind, evidence: Evidence) -> Draft | None:
    draft: Draft | None = import_module(f"rag.reader.answers.{_ANSWERS[kind]}").answer(evidence)
    return draft


def _absent(question: str, evidence: Sequence[Evidence]) -> list[str]:
    """The names in the question that no candidate article has; a capital that acts may stand there as its country."""
    texts = [text.article for part in evidence for text in part.texts.values()]
    known = " ".join(f"{article.text} {article.title} {article.publisher}" for article in texts)
    absent = [name for name in missing_names(question, known) if len(name) >= _SHORTEST_NAME] if texts else []
    return _without_capitals(absent, question, known) if absent else []


def _without_capitals(absent: Sequence[str], question: str, known: str) -> list[str]:
    """Those of the absent names that are no capitals of countries which the texts have."""
    from rag.cite.governments import capitals_as_countries  # few questions wait for it
    from rag.cite.places import seat

    missing = missing_names(capitals_as_countries(question), known)
    return [name for name in absent if name in missing or seat(name) in missing]


def _denied(evidence: Sequence[Evidence]) -> Span | None:
    """The sentence that denies what a part of the question takes for granted."""
    denials = (denial(part.question, [text.article for text in part.texts.values()]) for part in evidence)
    return next((span for span in denials if span), None)


def _closest(evidence: Sequence[Evidence]) -> Span | None:
    return next((part.sentence(part.best.span) for part in evidence if part.best), None)
