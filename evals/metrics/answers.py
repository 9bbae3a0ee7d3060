"""How near an answer's words are to the gold answers: exact match and token F1.

Source: Rajpurkar et al. 2016, "SQuAD: 100,000+ Questions for Machine Comprehension of Text" (normalization,
EM, F1), and Rajpurkar, Jia and Liang 2018, "Know What You Don't Know" (questions without an answer, counted
apart).
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evals.metrics.mean import mean

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_BETWEEN_ITEMS = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_SMALL = frozenset({"in", "of", "to", "by", "for", "at", "on", "according", "some", "about"})
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalize(text: str) -> str:
    """The text as SQuAD's official script compares it: no case, ASCII punctuation, articles, extra space."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(answer: str, golds: Sequence[str]) -> float:
    """1 when the answer equals a gold answer after normalizing, else 0.

    Without gold answers the question has no answer: 1 for an empty answer, 0 for any other.
    """
    return float(any(normalize(answer) == normalize(gold) for gold in golds or ("",)))


def token_f1(answer: str, golds: Sequence[str]) -> float:
    """Token F1 against the gold answer that fits best; without gold answers as :func:`exact_match`."""
    return max(_f1(normalize(answer).split(), normalize(gold).split()) for gold in golds or ("",))


def _f1(answer: list[str], gold: list[str]) -> float:
    if not answer or not gold:
        return float(answer == gold)
    shared = sum((Counter(answer) & Counter(gold)).values())
    return 2 * shared / (len(answer) + len(gold))


def holds_gold(answer: str, golds: Sequence[str]) -> bool:
    """Whether the answer holds all words of a gold answer, in a row.

    Source: Mallen et al. 2023, "When Not to Trust Language Models", whose accuracy counts an answer as
    right when a gold answer is part of it. Here whole words must match, so "no" is not part of "November".
    """
    words = f" {normalize(answer)} "
    return any(f" {normalize(gold)} " in words for gold in golds if normalize(gold))


def holds_all_items(answer: str, golds: Sequence[str]) -> bool:
    """Whether the answer holds every item of a gold answer that is a list ("Hallam and Marsh"), in any order.

    In an answer of several lines, one a source, an item must say of which source it is ("two in the Ledger"), and all
    its words must stand in one line: "four" said of the Ledger is not right.
    """
    lists = [items for gold in golds if len(items := _BETWEEN_ITEMS.split(gold)) > 1]
    lines = [set(normalize(line).split()) for line in answer.splitlines()]
    if len(lines) > 1:
        words = [[set(normalize(item).split()) - _SMALL for item in items] for items in lists]
        return any(all(len(item) > 1 and any(item <= line for line in lines) for item in items) for items in words)
    return any(all(holds_gold(answer, [item]) for item in items) for items in lists)


def is_right(answer: str, golds: Sequence[str]) -> bool:
    """Whether a person would pass the answer: it begins with the gold yes or no, or holds or nearly is a gold.

    Nearly is a token F1 of 0.7; of a list, all items in any order. A yes or no inside a sentence says nothing: it must
    come first.
    """
    verdicts = {normalize(gold) for gold in golds} & {"yes", "no"}
    others = [gold for gold in golds if normalize(gold) not in verdicts]
    first = normalize(answer).partition(" ")[0]
    if verdicts and first in ("yes", "no"):
        return first in verdicts
    nearly = bool(others) and token_f1(answer, others) >= 0.7
    return nearly or holds_gold(answer, others) or holds_all_items(answer, others)


@dataclass(frozen=True, slots=True)
class SquadScores:
    """Means over a question set, 0 to 1; None where the set has no such question."""

    questions: int
    exact_match: float | None
    f1: float | None
    has_answer_exact_match: float | None
    has_answer_f1: float | None
    no_answer: float | None


def squad_scores(answers: Sequence[str], golds: Sequence[Sequence[str]]) -> SquadScores:
    """Exact match and F1 over all questions, over those with an answer, and over those without.

    Args:
        answers: one a question; empty when the question was left unanswered.
        golds: the gold answers of each question; none when it has no answer.

    Raises:
        ValueError: when there are not as many answers as questions.
    """
    exact = [exact_match(a, g) for a, g in zip(answers, golds, strict=True)]
    f1 = [token_f1(a, g) for a, g in zip(answers, golds, strict=True)]
    return SquadScores(
        questions=len(exact),
        exact_match=mean(exact),
        f1=mean(f1),
        has_answer_exact_match=mean(e for e, g in zip(exact, golds, strict=True) if g),
        has_answer_f1=mean(f for f, g in zip(f1, golds, strict=True) if g),
        no_answer=mean(e for e, g in zip(exact, golds, strict=True) if not g),
    )
