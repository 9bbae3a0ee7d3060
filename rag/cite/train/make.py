"""Pairs made of other sets: ``python -m rag.cite.train.make --data FOLDER --to FILE``."""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from itertools import chain, islice
from pathlib import Path

from rag.cite.train.news import news_pairs
from rag.cite.train.pairs import Pair
from rag.cite.train.questions import found_pairs, question_pairs
from rag.reader.model import ReaderModel
from rag.reader.train.examples import TRAINING_FILES, TUNING_FILE, read_examples, teaches_refusal
from rag.reader.train.negatives import Negatives
from rag.reader.train.said import SAID_FILE, said_examples

REFUSED = "questions-refused"
"""The set of wrong answers to questions that their text does not answer."""


def made_pairs(data: Path, found: int) -> Iterator[Pair]:
    """The pairs made of the reader's training sets and of news.

    Args:
        data: folder of the sets.
        found: how many questions the reader is asked of wrong texts.
    """
    rng = random.Random(1)
    examples = [e for name in TRAINING_FILES for e in read_examples(data / name)]
    examples += said_examples(data / SAID_FILE, rng)
    rng.shuffle(examples)
    negatives = Negatives(examples)
    drawn = (negatives.other_paragraph(e, rng) for e in examples if not e.id.startswith("qamr"))
    elsewhere = list(islice((e for e in drawn if e), found))
    unanswerable = [e for e in read_examples(data / TUNING_FILE) if teaches_refusal(e)]
    reader = ReaderModel()
    refused = (replace(pair, source=REFUSED) for pair in found_pairs(unanswerable, reader, rng))
    wrong = found_pairs(elsewhere, reader, rng)
    return chain(news_pairs(data / SAID_FILE, rng), refused, wrong, question_pairs(examples, rng))


def write_pairs(path: Path, pairs: Iterable[Pair]) -> None:
    """Write a file as :func:`rag.cite.train.pairs.read_pairs` reads it."""
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for pair in pairs:
            out.write(json.dumps(asdict(pair)) + "\n")


def main() -> None:
    """Parse the command line, make the pairs, and write them."""
    parser = argparse.ArgumentParser(prog="python -m rag.cite.train.make", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the reader's training sets")
    parser.add_argument("--to", type=Path, required=True, help="file to write, gzipped JSON lines")
    parser.add_argument("--found", type=int, default=6000, help="questions that the reader is asked of wrong texts")
    options = parser.parse_args()
    write_pairs(options.to, made_pairs(options.data, options.found))


if __name__ == "__main__":
    main()
