"""Yes or no: the sentence that decides it, and "yes" or "no" only where it plainly affirms or denies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.cite.align import resolved
from rag.cite.entail import load_entailment
from rag.reader.answers.draft import Draft
from rag.reader.evidence import Evidence
from rag.reader.premise import denied
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
_NOT = re.compile(r"\bnot |n['’]t\b", re.IGNORECASE)
_PASSAGES = 3
_PLAIN = 0.8
"""Share of the question's words that a sentence must have before it can say yes or no."""
_DECIDED = 3.0
"""Logits that a plain yes or no adds to the reader's score, which was made for spans."""
_SENTENCES = 8
"""Sentences that are judged at most."""
_JUDGED = 0.75
"""Probability from which the network's yes or no is given."""
_DISPUTED = 0.6
"""Probability up to which another sentence may say the opposite."""
_ENOUGH = 0.6
"""Added to a sentence's share of the question's words, it is the weight of what the network says of it."""
_READ_HERE = 0.25
"""What the reader's own best place adds to a sentence's share of the words."""


def answer(evidence: Evidence) -> Draft | None:
    """The deciding sentence, and before it "Yes" or "No" where it plainly affirms or denies what is asked."""
    best = evidence.best
    if best is None:
        return None
    if denial := _denial(evidence):
        return Draft(f"No. {evidence.words(denial)}", (denial,), best.score + _DECIDED)
    candidates = _candidates(evidence, evidence.sentence(best.span))
    words = evidence.words(candidates[0])
    if verdict := plain_verdict(evidence.question, words):
        return Draft(f"{verdict}. {words}", candidates[:1], best.score + _DECIDED)
    if judged := _judged(evidence, candidates):
        verdict, sentence = judged
        return Draft(f"{verdict}. {evidence.words(sentence)}", (sentence,), best.score + _DECIDED)
    return Draft(words, candidates[:1], best.score)


def _denial(evidence: Evidence) -> Span | None:
    """The sentence that denies what the question asks for, found by the check of statements."""
    if _is_negated(evidence.question):
        return None
    statement = _ASKING.sub("", evidence.question.strip(" ?"))
    return denied(statement, [text.article for text in evidence.texts.values()])


def _candidates(evidence: Evidence, read: Span) -> tuple[Span, ...]:
    """The sentences of the best passages that share most of the question's words, the reader's place preferred."""
    found = [read]
    for passage in evidence.passages[:_PASSAGES]:
        text = evidence.text_of(passage.span)
        found += [
            text.span(start, end)
            for start, end in text.sentences
            if passage.span.start <= start < passage.span.end and not text.is_subhead(start)
        ]

    def points(span: Span) -> float:
        return coverage(evidence.question, evidence.words(span)) + _READ_HERE * (span == read)

    return tuple(sorted(dict.fromkeys(found), key=points, reverse=True)[:_SENTENCES])


def _judged(evidence: Evidence, candidates: Sequence[Span]) -> tuple[str, Span] | None:
    """Yes or no, and the sentence that most plainly says so, judged by the network; None for neither."""
    statement = as_statement(evidence.question)
    texts = [resolved(evidence.text_of(span).article.text, span.start, span.end) for span in candidates]
    judgements = load_entailment().judge(statement, texts)
    weights = [min(1.0, _ENOUGH + coverage(evidence.question, evidence.words(span))) for span in candidates]
    yes, supported = _highest([j.supported * weight for j, weight in zip(judgements, weights, strict=True)])
    no, contradicted = _highest([j.contradicted * weight for j, weight in zip(judgements, weights, strict=True)])
    if max(supported, contradicted) < _JUDGED or min(supported, contradicted) > _DISPUTED:
        return None
    affirmed = (supported > contradicted) != _is_negated(evidence.question)
    return ("Yes" if affirmed else "No"), candidates[yes if supported > contradicted else no]


def _highest(values: Sequence[float]) -> tuple[int, float]:
    """The place of the highest value, and the value."""
    return max(enumerate(values), key=lambda pair: pair[1])


def as_statement(question: str) -> str:
    """What a yes-or-no question asks to be told: "did Trump resign?" as "Trump resign.", without "not"."""
    return f"{_NOT.sub('', _ASKING.sub('', question.strip(' ?')))}."


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
