"""Question sets on disk, as examples."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TRAINING_FILES = ("squad1-train.jsonl.gz", "qed-train.jsonl.gz", "qamr.jsonl.gz")
TUNING_FILE = "squad2-dev.jsonl.gz"
"""The questions of whose articles one half may be tuned on (:func:`in_tuning_half`); the other is only measured."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question on a text.

    Attributes:
        id: unique within its file.
        title: the article that the text was taken from.
        question: as asked.
        context: the text.
        answers: the gold answers' words; empty where the text holds none.
        start: where the first answer starts, in characters of ``context``; -1 where there is none.
    """

    id: str
    title: str
    question: str
    context: str
    answers: tuple[str, ...]
    start: int

    @property
    def end(self) -> int:
        """Where the first answer ends (exclusive); -1 where there is none."""
        return self.start + len(self.answers[0]) if self.answers else -1


def read_examples(path: Path) -> Iterator[Example]:
    """Read a gzipped JSON-lines question set: ``id, title, question, context, answers: [{text, start}]``."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            answers = row["answers"]
            yield Example(
                id=row["id"],
                title=row["title"],
                question=row["question"].strip(),
                context=row["context"],
                answers=tuple(answer["text"] for answer in answers),
                start=answers[0]["start"] if answers else -1,
            )


def in_tuning_half(title: str) -> bool:
    """Whether an article belongs to the half of its set that may be tuned on: by a hash of its title."""
    return _hash(title)[0] % 2 == 0


def chooses(title: str) -> bool:
    """Whether an article of the tuning half chooses checkpoints, calibration and threshold: a quarter of the titles.

    The unanswerable questions of the tuning half's other articles teach when to refuse (:func:`teaches_refusal`).
    """
    return in_tuning_half(title) and _hash(title)[1] % 4 == 2


def teaches_refusal(example: Example) -> bool:
    """Whether an example of the tuning half is trained on: an unanswerable question of an article that chooses nothing.

    Its answerable questions are not trained on: they are part of SQuAD 1.1's development set too.
    """
    return in_tuning_half(example.title) and not chooses(example.title) and not example.answers


def _hash(title: str) -> bytes:
    return hashlib.sha256(title.encode()).digest()
