"""Second thoughts: an answer is held against its sentence by the network that checks statements.

A reader that looks for the best span finds one in nearly every text. Whether the text supports question and answer
together is another question, which a network trained on statements that are nearly true tells better (Read + Verify,
Hu et al. 2019; entailment as a check of answers, Chen et al. 2021).
"""

from __future__ import annotations

from dataclasses import replace

from rag.cite.entail import Entailment
from rag.cite.weigh import logit
from rag.reader.kinds import VERIFIED, asked_of_each, kind_of
from rag.reader.read import Reading, Readings, best_first
from rag.sentences import sentences

MOST = 3
"""Answers that are verified, best first."""
_SURE = 1.0
"""The logit of support below which an answer is set back by what it lacks; chosen on SQuAD 2.0's tuning half."""


def claimed(question: str, answer: str) -> str:
    """A question and its answer as the statement that the network is given: no grammar, but all of both."""
    return f"{question.rstrip(' ?')}? {answer}."


def verified(question: str, readings: Readings, entailment: Entailment) -> Readings:
    """Set back the best answers that their sentences do not support; those behind them come no nearer.

    Args:
        question: standing alone.
        readings: what the reader found.
        entailment: judges the answers.
    """
    best, others = readings.answers[:MOST], readings.answers[MOST:]
    doubts = [_doubt(question, answer, entailment) for answer in best]
    least = min(doubts, default=0.0)
    held = [_set_back(answer, doubt) for answer, doubt in zip(best, doubts, strict=True)]
    return replace(readings, answers=tuple(best_first([*held, *(_set_back(other, least) for other in others)])))


def verified_by_kind(part: str, readings: Readings, entailment: Entailment) -> Readings:
    """:func:`verified` for a part of a question that is answered by words of the article; others stay as they are."""
    return verified(asked_of_each(part), readings, entailment) if kind_of(part) in VERIFIED else readings


def _doubt(question: str, answer: Reading, entailment: Entailment) -> float:
    """How many logits an answer is set back by."""
    (judged,) = entailment.judge(claimed(question, answer.text), [_sentence(answer)])
    return max(0.0, _SURE - logit(judged.supported))


def _sentence(answer: Reading) -> str:
    """The sentences of its passage that an answer stands in."""
    text, start = answer.passage.text, answer.span.start - answer.passage.span.start
    inside = [(a, b) for a, b in sentences(text) if a < start + len(answer.text) and start < b]
    return text[inside[0][0] : inside[-1][1]] if inside else text


def _set_back(answer: Reading, by: float) -> Reading:
    return replace(answer, score=answer.score - by)
