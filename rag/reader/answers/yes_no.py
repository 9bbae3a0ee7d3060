"""Yes or no: the sentence that decides it, and "yes" or "no" only where it plainly affirms or denies."""

from __future__ import annotations

import re

from rag.cite.verdict import check
from rag.reader.answers.draft import Draft
from rag.reader.evidence import Evidence
from rag.types import Span
from rag.words import content_stems, coverage

_NEGATIONS = re.compile(
    r"\b(?:not|no|never|nobody|none|neither|nor|without|cannot|unable|den(?:y|ies|ied|ying)|refus\w+|reject\w*|"
    r"fail(?:s|ed|ing)?|rul(?:e|es|ed|ing) out|declin\w+|unlikely|withdr[ae]w\w*|halt\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"\b(?:may|might|could|would|if|whether|possibly|reportedly|suggest\w*|alleged\w*|unclear)\b", re.IGNORECASE
)
_ASKING = re.compile(
    r"^(?:(?:and|so|but) )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\s+", re.IGNORECASE
)
_PASSAGES = 3
_PLAIN = 0.8
"""Share of the question's words that a sentence must have before it can say yes or no."""
_READ_HERE = 0.25
"""What the reader's own best place adds to a sentence's share of the words."""


def answer(evidence: Evidence) -> Draft | None:
    """The deciding sentence, and before it "Yes" or "No" where it plainly affirms or denies what is asked."""
    best = evidence.best
    if best is None:
        return None
    if denial := _denial(evidence):
        return Draft(f"No. {evidence.words(denial)}", (denial,), best.score)
    sentence = _deciding(evidence, evidence.sentence(best.span))
    words = evidence.words(sentence)
    verdict = plain_verdict(evidence.question, words)
    return Draft(f"{verdict}. {words}" if verdict else words, (sentence,), best.score)


def _denial(evidence: Evidence) -> Span | None:
    """The sentence that denies what the question asks for, found by the check of statements."""
    if _is_negated(evidence.question):
        return None
    statement = _ASKING.sub("", evidence.question.strip(" ?")) + "."
    found = check(statement, [text.article for text in evidence.texts.values()])
    return found.spans[0] if found.rule == "negation" and found.spans else None


def _deciding(evidence: Evidence, read: Span) -> Span:
    """The sentence of the best passages that shares most of the question's words, the reader's place preferred."""
    candidates = [read]
    for passage in evidence.passages[:_PASSAGES]:
        text = evidence.text_of(passage.span)
        candidates += [
            text.span(start, end)
            for start, end in text.sentences
            if passage.span.start <= start < passage.span.end and not text.is_subhead(start)
        ]
    return max(
        candidates,
        key=lambda span: coverage(evidence.question, evidence.words(span)) + _READ_HERE * (span == read),
    )


def plain_verdict(question: str, sentence: str) -> str | None:
    """Say "Yes" or "No" where the sentence has the question's words in its order and no hedge; None otherwise."""
    if coverage(question, sentence) < _PLAIN or bool(_HEDGES.search(sentence)) > bool(_HEDGES.search(question)):
        return None
    asked = content_stems(_NEGATIONS.sub(" ", question))
    said = content_stems(sentence)
    places = [said.index(word) for word in asked if word in said]
    if places != sorted(places):
        return None
    return "Yes" if _is_negated(question) == _is_negated(sentence) else "No"


def _is_negated(text: str) -> bool:
    return len(_NEGATIONS.findall(text)) % 2 == 1
