"""Drafts to an Answer: citations numbered, statements made of the article's own sentences, refusals worded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from rag.reader.answers.draft import Draft
from rag.types import Answer, Citation, Refusal, RefusalReason, Span, Statement, Verdict

Words = Callable[[Span], str]
"""Looks up the words of a span."""

_ONE_ARTICLE = "The article does not say."


def from_drafts(question: str, drafts: Sequence[Draft], confidence: float, words: Words) -> Answer:
    """One answer out of one draft or several parts: the texts after each other, every pull quote once."""
    spans = list(dict.fromkeys(span for draft in drafts for span in draft.proof))
    return Answer(
        question=question,
        text="\n".join(draft.text for draft in drafts),
        statements=tuple(_statements(spans, words)),
        confidence=confidence,
    )


def _statements(spans: Iterable[Span], words: Words) -> Iterable[Statement]:
    for number, span in enumerate(spans, start=1):
        yield Statement(words(span), (Citation(number, span, "reader"),), Verdict.SUPPORTED)


def not_said(question: str, closest: Span | None, confidence: float) -> Answer:
    """The refusal when no passage answers well enough."""
    text = _ONE_ARTICLE if closest else "I found nothing about this in the articles."
    return refused(question, RefusalReason.NOT_SAID, text, closest, confidence)


def of_several(answer: Answer, count: Callable[[], int]) -> Answer:
    """The refusal of :func:`not_said` with the number of articles that were searched; any other answer as it is.

    Args:
        answer: worded as if there were one article.
        count: counts the articles that were searched, where that is needed.
    """
    if answer.refusal is None or answer.refusal.text != _ONE_ARTICLE or (searched := count()) == 1:
        return answer
    text = f"I find no answer in the {searched:,} articles."
    return replace(answer, text=text, refusal=replace(answer.refusal, text=text))


def not_sure(question: str, closest: Span | None, confidence: float) -> Answer:
    """The refusal when there is an answer, but none as sure as it must be."""
    text = "No answer that I find is as sure as you ask for."
    return refused(question, RefusalReason.NOT_SAID, text, closest, confidence)


def name_not_found(question: str, names: Sequence[str]) -> Answer:
    """The refusal when the articles do not have a name that the question asks about."""
    text = f"The articles do not mention {' or '.join(names)}."
    return refused(question, RefusalReason.NAME_NOT_FOUND, text, None, 1.0)


def premise_denied(question: str, denial: Span) -> Answer:
    """The refusal when an article says the opposite of what the question takes for granted."""
    text = "The article says otherwise than the question takes for granted."
    return refused(question, RefusalReason.PREMISE_DENIED, text, denial, 1.0)


def refused(question: str, reason: RefusalReason, text: str, closest: Span | None, confidence: float) -> Answer:
    """A refusal with its reason, and the passage that came closest."""
    citation = Citation(1, closest, "reader") if closest else None
    return Answer(question, text, refusal=Refusal(reason, text, citation), confidence=confidence)
