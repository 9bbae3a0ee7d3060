"""Question sets on disk, as examples."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TRAINING_FILES = ("squad1-train.jsonl.gz", "qed-train.jsonl.gz", "qamr.jsonl.gz")


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


def in_tuning_half(example: Example) -> bool:
    """Whether an example belongs to the half of its set that may be tuned on: by a hash of the title."""
    return hashlib.sha256(example.title.encode()).digest()[0] % 2 == 0
