"""How near the rewritten question comes to a person's rewrite, on a file of conversations.

    python -m evals.followup.rewrites FILE [--unanswered]

A line of the file, gzipped when its name ends in ``.gz``, holds ``history``, ``question`` and ``rewrite``, as made
from CANARD (Elgohary, Peskov and Boyd-Graber 2019, "Can You Unpack That?") or TREC CAsT (Dalton et al. 2020). A turn
of the history is a pair of question and answer, or a text; texts are questions and answers in turn (in CANARD the
first pair is the title and section of the article). With ``--unanswered`` the texts are questions only, and the
answers of pairs are not read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from evals.lines import read_lines
from evals.metrics.answers import exact_match, token_f1
from evals.metrics.mean import mean
from rag.errors import SuiteError
from rag.followup import standalone
from rag.types import Question, Turn


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A question of a conversation, a person's rewrite of it, and ours."""

    question: str
    gold: str
    ours: str

    @property
    def needs_none(self) -> bool:
        """Whether the person left the question as it was."""
        return exact_match(self.question, [self.gold]) == 1

    @property
    def changed(self) -> bool:
        """Whether we did not."""
        return exact_match(self.question, [self.ours]) == 0


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over some questions, 0 to 1; None where there is nothing to take the mean of.

    Attributes:
        raw_f1: token F1 of the question as asked against the person's rewrite.
        f1: token F1 of our rewrite.
        better: questions that our rewrite brings nearer to the person's.
        worse: questions that it takes further away.
        spoiled: of the questions that the person left alone, those that we changed.
    """

    questions: int
    raw_f1: float | None
    f1: float | None
    better: float | None
    worse: float | None
    spoiled: float | None


def rewrite(path: Path, *, unanswered: bool = False) -> list[Rewritten]:
    """Rewrite every question of a file.

    Args:
        path: of JSON lines.
        unanswered: read questions only.

    Raises:
        SuiteError: the file cannot be read, or a line is not a question with history and rewrite.
    """
    read = partial(_rewritten, unanswered=unanswered)
    return list(read_lines(path, read, "a question with history and rewrite"))


def scores(rows: Sequence[Rewritten]) -> Scores:
    """Token F1 of rewrites and raw questions, and how often a rewrite helps and harms."""
    raw = [token_f1(row.question, [row.gold]) for row in rows]
    ours = [token_f1(row.ours, [row.gold]) for row in rows]
    return Scores(
        questions=len(rows),
        raw_f1=mean(raw),
        f1=mean(ours),
        better=mean(float(b > a) for a, b in zip(raw, ours, strict=True)),
        worse=mean(float(b < a) for a, b in zip(raw, ours, strict=True)),
        spoiled=mean(float(row.changed) for row in rows if row.needs_none),
    )


def table(found: Scores) -> str:
    """One figure a line, in percent."""
    figures = {
        "token F1 of the question as asked": found.raw_f1,
        "token F1 of the rewrite": found.f1,
        "rewrites nearer to the person's": found.better,
        "rewrites further away": found.worse,
        "questions that need no change, changed": found.spoiled,
    }
    lines = [f"{name:<40} {'–' if value is None else f'{100 * value:.1f}':>6}" for name, value in figures.items()]
    return "\n".join([f"{'questions':<40} {found.questions:>6}", *lines])


def _rewritten(row: dict[str, Any], *, unanswered: bool) -> Rewritten:
    asked, gold = str(row["question"]).strip(), str(row["rewrite"]).strip()
    history = tuple(_turns(row["history"], unanswered=unanswered))
    return Rewritten(asked, gold, standalone(Question(asked, history)).text)


def _turns(history: Sequence[Any], *, unanswered: bool) -> list[Turn]:
    if not history or not isinstance(history[0], str):
        return [Turn(str(question), "" if unanswered else str(answer)) for question, answer in history]
    if unanswered:
        return [Turn(text, "") for text in history]
    return [Turn(question, answer) for question, answer in zip(history[::2], history[1::2], strict=True)]


def main() -> int:
    """Rewrite the questions of a file and print the scores."""
    parser = argparse.ArgumentParser(prog="python -m evals.followup.rewrites", description="Token F1 of rewrites.")
    parser.add_argument("file", type=Path, help="conversations as JSON lines, or .gz")
    parser.add_argument("--unanswered", action="store_true", help="read questions only")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list the first N rewrites that do harm")
    arguments = parser.parse_args()
    try:
        rows = rewrite(arguments.file, unanswered=arguments.unanswered)
    except SuiteError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(table(scores(rows)) + "\n")
    harmed = [row for row in rows if token_f1(row.ours, [row.gold]) < token_f1(row.question, [row.gold])]
    for row in harmed[: arguments.show]:
        sys.stdout.write(f"\nasked: {row.question}\ngold:  {row.gold}\nours:  {row.ours}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
