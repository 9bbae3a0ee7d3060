"""Questions with answers as pairs: a text supports the right answer to a question that it answers, and no other.

Half of them are false: the question was changed, the answer is another question's, or it is what the reader finds in a
text that does not answer the question. Half of those that can be are made one statement.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rag.cite.train.pairs import Label, Pair
from rag.cite.train.stated import stated
from rag.reader.model import ReaderModel
from rag.reader.train.examples import Example
from rag.reader.train.features import typed
from rag.reader.train.measure import f1
from rag.reader.train.negatives import Negatives
from rag.reader.verify import claimed
from rag.sentences import sentences

AROUND = (0, 0, 1, 2)
"""Sentences around the one that answers, before it and behind it, that a text may have besides."""
_FALSE = ("swapped_name", "name_of_the_text", "other_number", "antonym")
ASKED, TOLD = "questions", "questions-stated"
"""The sets of questions with their answers, and of the statements that they were made."""
STATED = 0.5
"""Share that is made statements, of those that can be."""


def question_pairs(examples: Sequence[Example], rng: random.Random) -> Iterator[Pair]:
    """One true pair of each example, and a false one where one can be made."""
    negatives = Negatives(list(examples))
    beside: defaultdict[str, list[Example]] = defaultdict(list)
    for example in examples:
        beside[example.context].append(example)
    for example in examples:
        answer = example.answers[0]
        yield _pair(example, answer, example.start, Label.SUPPORTED, rng)
        others = [other for other in beside[example.context] if not _alike(other.answers[0], answer)]
        if others and rng.random() < 0.4:
            other = rng.choice(others)
            yield _pair(example, other.answers[0], other.start, Label.NOT_SUPPORTED, rng)
            continue
        for kind in rng.sample(_FALSE, len(_FALSE)):
            if made := getattr(negatives, kind)(example, rng):
                yield _pair(made, answer, example.start, Label.NOT_SUPPORTED, rng)
                break


def found_pairs(examples: Sequence[Example], reader: ReaderModel, rng: random.Random) -> Iterator[Pair]:
    """What a reader answers where it is wrong: to questions without an answer, or not the right words."""
    for example in examples:
        (read,) = reader.read(example.question, [example.context])
        for found in read.found[:1]:
            words = example.context[found.start : found.end]
            if f1(words, example.answers) == 0:
                yield _pair(example, words, found.start, Label.NOT_SUPPORTED, rng)


def _pair(example: Example, answer: str, start: int, label: Label, rng: random.Random) -> Pair:
    statement = stated(example.question, answer) if rng.random() < STATED else None
    evidence = _evidence(example.context, start, answer, rng)
    if statement:
        return Pair(evidence, statement, label, TOLD)
    return Pair(evidence, claimed(typed(example, rng).question, answer), label, ASKED)


def _evidence(text: str, start: int, answer: str, rng: random.Random) -> str:
    """The sentences that an answer stands in, perhaps with some around it."""
    places = sentences(text)
    inside = [i for i, (a, b) in enumerate(places) if a < start + len(answer) and start < b]
    if not inside:
        return text
    first, last = max(0, inside[0] - rng.choice(AROUND)), min(len(places) - 1, inside[-1] + rng.choice(AROUND))
    return text[places[first][0] : places[last][1]]


def _alike(one: str, other: str) -> bool:
    return f1(one, (other,)) > 0 or one.lower() in other.lower() or other.lower() in one.lower()
