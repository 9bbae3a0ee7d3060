"""Reading: every candidate passage is read, and all possible answers stand on one scale."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rag.reader.answer_type import misfits
from rag.reader.model import BUILT_IN, ReaderModel, TextReading
from rag.types import Passage, Span

_MISFIT = 5.0
"""Logits that an answer of the wrong type is set back by: behind every fitting one, and mostly below the floor."""
_RELEVANT = 1.0
"""Logits that an answer is set back by for each by which its passage is less relevant than the most relevant one."""
_ANSWERED = 0.5
"""Weight of how surely a passage answers beside how relevant it is; both chosen on SQuAD 2.0's tuning half."""
_AT_FIRST, _SURE = 4, 6.0
"""Passages that are read first, and the score of an answer from which no others need to be.

Chosen on SQuAD 2.0's tuning half, all its articles in one library: eight of sixteen passages are read on average, no
best answer changed and neither did the first passage of the ranking.
"""
_EDGES = " \t\n,;:–—-…"
_PAIRS = {"(": ")", "[": "]", "“": "”", "‘": "’", '"': '"'}
_ARTICLES = re.compile(r"\b(a|an|the)\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """A possible answer.

    Attributes:
        span: its words, in the article's text.
        text: the words of ``span``.
        score: logit that it is the answer rather than nothing; other places with the same words are added up.
        passage: where it was read.
    """

    span: Span
    text: str
    score: float
    passage: Passage


@dataclass(frozen=True, slots=True)
class Readings:
    """What the reader found.

    Attributes:
        answers: possible answers, best first.
        passages: the candidates, those most likely to hold the answer first.
        answerable: the highest logit that a passage answers the question at all; -inf without passages.
        read: what the network says of each passage that was read, by the passage's id.
    """

    answers: tuple[Reading, ...]
    passages: tuple[Passage, ...]
    answerable: float
    read: Mapping[str, TextReading] = field(default_factory=dict)

    @property
    def is_sure(self) -> bool:
        """Whether the best answer is so good that no other passages need to be read."""
        return self.answerable > 0 and bool(self.answers) and self.answers[0].score >= _SURE


class Reader:
    """The embedded answerer's eyes.

    Args:
        folder: holds the model's ``model.onnx`` and ``tokenizer.json``.
    """

    def __init__(self, folder: Path = BUILT_IN) -> None:
        self.model = ReaderModel(folder)

    def read(
        self,
        question: str,
        passages: Sequence[Passage],
        *,
        until_sure: bool = False,
        before: Mapping[str, TextReading] | None = None,
    ) -> Readings:
        """Read passages; the answers of all of them are comparable.

        Args:
            question: standing alone.
            passages: those most likely to hold the answer first.
            until_sure: read the others only when the first few give no sure answer; unread ones are ranked last.
            before: what was read for the same question already (:attr:`Readings.read`), and is not read again.
        """
        first = self.read_first(question, passages) if until_sure else None
        if first and first.is_sure:
            return first
        read = dict(before or {}) | dict(first.read if first else {})
        unread = [passage for passage in passages if passage.id not in read]
        read |= self._read(question, unread)
        return _compared(question, passages, read)

    def read_first(self, question: str, passages: Sequence[Passage]) -> Readings:
        """Read the first few passages; the others are ranked last, in their order."""
        first = passages[:_AT_FIRST]
        readings = _compared(question, first, self._read(question, first))
        return replace(readings, passages=(*readings.passages, *passages[len(first) :]))

    def _read(self, question: str, passages: Sequence[Passage]) -> dict[str, TextReading]:
        read = self.model.read(question, [passage.text for passage in passages])
        return {passage.id: reading for passage, reading in zip(passages, read, strict=True)}


def _compared(question: str, passages: Sequence[Passage], read: Mapping[str, TextReading]) -> Readings:
    """The answers of passages that were read, on one scale."""
    those = [read[passage.id] for passage in passages]
    most = max((reading.relevance for reading in those), default=0.0)
    answers: list[Reading] = []
    ranked: list[tuple[float, Passage]] = []
    for passage, reading in zip(passages, those, strict=True):
        for found in reading.found:
            start, end = trimmed(passage.text, found.start, found.end)
            if start < end:
                at = passage.span
                span = Span(at.article, at.version, at.start + start, at.start + end)
                text = passage.text[start:end]
                less = _MISFIT * misfits(question, text, passage.text[end:])
                less += _RELEVANT * (most - reading.relevance)
                answers.append(Reading(span, text, found.score - less, passage))
        best = reading.found[0].score if reading.found else -math.inf
        ranked.append((reading.relevance + _ANSWERED * (best + reading.answerable), passage))
    ranked.sort(key=lambda pair: -pair[0])
    return Readings(
        answers=tuple(added_up(answers)),
        passages=tuple(passage for _, passage in ranked),
        answerable=max((reading.answerable for reading in those), default=-math.inf),
        read=read,
    )


def added_up(answers: list[Reading]) -> list[Reading]:
    """Raise each answer's score by the same words found elsewhere (log-sum-exp), best first."""
    same: defaultdict[str, list[float]] = defaultdict(list)
    for answer in answers:
        same[normalized(answer.text)].append(answer.score)
    best: dict[str, float] = {words: max(scores) for words, scores in same.items()}
    total = {
        words: best[words] + math.log(sum(math.exp(score - best[words]) for score in scores))
        for words, scores in same.items()
    }
    raised = [
        replace(answer, score=answer.score + total[words] - best[words])
        for answer in answers
        for words in [normalized(answer.text)]
    ]
    return best_first(raised)


def best_first(answers: Sequence[Reading]) -> list[Reading]:
    """The answers with the highest scores first."""
    return sorted(answers, key=lambda answer: -answer.score)


def normalized(text: str) -> str:
    """Words without case, punctuation and articles: two answers with the same ones are the same answer."""
    return " ".join(_ARTICLES.sub(" ", re.sub(r"[^\w\s]", "", text.lower())).split())


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut separators and lone quotation marks or brackets off both ends of ``text[start:end]``."""
    while start < end and (text[start] in _EDGES or _is_lone(text, start, start, end)):
        start += 1
    while start < end and (text[end - 1] in _EDGES or _is_lone(text, end - 1, start, end)):
        end -= 1
    return start, end


def _is_lone(text: str, at: int, start: int, end: int) -> bool:
    """Whether the mark at ``at`` opens or closes something that the slice does not hold both ends of."""
    inside = text[start:end]
    for opening, closing in _PAIRS.items():
        if opening == closing:
            if text[at] == opening:
                return inside.count(opening) % 2 == 1
        elif text[at] == opening:
            return closing not in inside
        elif text[at] == closing:
            return opening not in inside
    return False
