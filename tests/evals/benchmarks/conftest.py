"""A question set on disk, and a reader that finds fixed words."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from rag.reader.read import Reading, Readings
from rag.types import Passage, Span


class FixedReader:
    """Finds, for each question, fixed words with a fixed score; a passage without them reads as unanswerable."""

    def __init__(self, finds: Mapping[str, tuple[str, float]]) -> None:
        self.finds = finds
        self.texts: list[list[str]] = []

    def read(self, question: str, passages: Sequence[Passage]) -> Readings:
        self.texts.append([passage.text for passage in passages])
        words, score = self.finds.get(question, ("", 0.0))
        holding = [p for p in passages if words and words in p.text]
        answers = []
        for p in holding:
            start = p.span.start + p.text.index(words)
            answers.append(Reading(Span(p.span.article, 1, start, start + len(words)), words, score, p))
        rest = [p for p in passages if p not in holding]
        return Readings(tuple(answers), (*holding, *rest), 0.0 if answers else -5.0)


@pytest.fixture
def fixed_reader() -> Callable[[Mapping[str, tuple[str, float]]], FixedReader]:
    return FixedReader


@pytest.fixture
def write_set(tmp_path: Path) -> Callable[..., Path]:
    """Write a question set: rows of (id, title, question, context, answers); returns its path."""

    def write(*rows: tuple[str, str, str, str, Sequence[str]], name: str = "set.jsonl.gz") -> Path:
        lines = []
        for id, title, question, context, answers in rows:
            golds: list[dict[str, Any]] = [{"text": a, "start": context.index(a)} for a in answers]
            row = {"id": id, "title": title, "question": question, "context": context, "answers": golds}
            lines.append(json.dumps(row) + "\n")
        path = tmp_path / name
        with gzip.open(path, "wt") if name.endswith(".gz") else path.open("w") as file:
            file.writelines(lines)
        return path

    return write
