"""Questions with answers as pairs: a text supports the right answer to a question that it answers, and no other.

``python -m rag.cite.train.questions --data FOLDER --to FILE`` makes them of the reader's training sets. Half of them
are false: the question was changed, the answer is another question's, or it is what the reader finds in a text that
does not answer the question.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import chain, islice
from pathlib import Path

from rag.cite.train.pairs import Label, Pair
from rag.reader.model import ReaderModel
from rag.reader.train.examples import (
    TRAINING_FILES,
    TUNING_FILE,
    Example,
    read_examples,
    teaches_refusal,
)
from rag.reader.train.features import typed
from rag.reader.train.measure import f1
from rag.reader.train.negatives import Negatives
from rag.reader.train.said import SAID_FILE, said_examples
from rag.reader.verify import claimed
from rag.sentences import sentences

AROUND = (0, 0, 1, 2)
"""Sentences around the one that answers, before it and behind it, that a text may have besides."""
_FALSE = ("swapped_name", "name_of_the_text", "other_number", "antonym")
_SOURCE, _REFUSED = "questions", "questions-refused"


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
    question = typed(example, rng).question
    return Pair(_evidence(example.context, start, answer, rng), claimed(question, answer), label, _SOURCE)


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


def write_pairs(path: Path, pairs: Iterable[Pair]) -> None:
    """Write a file as :func:`rag.cite.train.pairs.read_pairs` reads it."""
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for pair in pairs:
            out.write(json.dumps(asdict(pair)) + "\n")


def main() -> None:
    """Parse the command line, make the pairs, and write them."""
    parser = argparse.ArgumentParser(prog="python -m rag.cite.train.questions", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the reader's training sets")
    parser.add_argument("--to", type=Path, required=True, help="file to write, gzipped JSON lines")
    parser.add_argument("--found", type=int, default=6000, help="questions that the reader is asked of wrong texts")
    options = parser.parse_args()
    rng = random.Random(1)
    examples = [e for name in TRAINING_FILES for e in read_examples(options.data / name)]
    examples += said_examples(options.data / SAID_FILE, rng)
    rng.shuffle(examples)
    negatives = Negatives(examples)
    drawn = (negatives.other_paragraph(e, rng) for e in examples if not e.id.startswith("qamr"))
    elsewhere = list(islice((e for e in drawn if e), options.found))
    unanswerable = [e for e in read_examples(options.data / TUNING_FILE) if teaches_refusal(e)]
    reader = ReaderModel()
    refused = (replace(pair, source=_REFUSED) for pair in found_pairs(unanswerable, reader, rng))
    write_pairs(options.to, chain(refused, found_pairs(elsewhere, reader, rng), question_pairs(examples, rng)))


if __name__ == "__main__":
    main()
