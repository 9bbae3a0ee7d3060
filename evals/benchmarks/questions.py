"""Question sets on disk: one question a line, with its text and gold answers."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.lines import read_lines
from rag.errors import SuiteError


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on a text.

    Attributes:
        id: unique in its file.
        title: the article that the text was taken from.
        question: as asked.
        context: the text.
        answers: the accepted answers; none where the text does not answer.
        spans: where each answer stands, as (start, end) in characters of ``context``.
    """

    id: str
    title: str
    question: str
    context: str
    answers: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def read_questions(
    path: Path, limit: int | None = None, belongs: Callable[[Asked], bool] = lambda question: True
) -> list[Asked]:
    """Read a question set of JSON lines, gzipped when its name ends in ``.gz``.

    Each line holds ``id, title, question, context, answers: [{text, start}]``.

    Args:
        path: the file.
        limit: take this many questions, drawn at random but always the same ones; None takes all.
        belongs: which questions are drawn from.

    Raises:
        SuiteError: for a file that cannot be read, or naming the line that is no question.
    """
    everything = list(read_lines(path, _question, "a question with id, title, question, context and answers"))
    if not everything:
        raise SuiteError(f"The question set {path} is empty.")
    questions = [question for question in everything if belongs(question)]
    if limit is not None and limit < len(questions):
        return random.Random(0).sample(questions, limit)
    return questions


def _question(row: dict[str, Any]) -> Asked:
    answers = row["answers"]
    return Asked(
        id=row["id"],
        title=row["title"],
        question=row["question"].strip(),
        context=row["context"],
        answers=tuple(answer["text"] for answer in answers),
        spans=tuple((answer["start"], answer["start"] + len(answer["text"])) for answer in answers),
    )
