"""How often a question that stands alone is changed when it follows a conversation about something else.

    python -m evals.followup.alone FILE

The file holds questions that were written to stand alone, as :func:`evals.benchmarks.questions.read_questions` reads
them. Each is asked after the turns of a fixed dialog, one dialog after the other.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

from evals.benchmarks.questions import read_questions
from evals.followup.dialogs import Dialog, load_dialogs
from rag.errors import SuiteError
from rag.followup import standalone


@dataclass(frozen=True, slots=True)
class Disturbed:
    """A question that was changed, and what it became."""

    question: str
    reading: str


def disturbed(questions: Sequence[str], dialogs: Sequence[Dialog]) -> list[Disturbed]:
    """Ask each question after a dialog's turns; returns those that are not left as they are."""
    conversations = cycle([dialog.question for dialog in dialogs if dialog.question.history])
    read = [(asked, standalone(replace(next(conversations), text=asked))) for asked in questions]
    return [Disturbed(asked, understood.text) for asked, understood in read if understood.changed]


def main() -> int:
    """Ask the questions of a file and print the share that was changed."""
    parser = argparse.ArgumentParser(prog="python -m evals.followup.alone", description="Questions left alone.")
    parser.add_argument("file", type=Path, help="questions as JSON lines, or .gz")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list the first N that were changed")
    arguments = parser.parse_args()
    try:
        questions = [asked.question for asked in read_questions(arguments.file)]
    except SuiteError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    changed = disturbed(questions, load_dialogs())
    sys.stdout.write(f"{len(questions)} questions, {100 * len(changed) / len(questions):.2f} % changed\n")
    for one in changed[: arguments.show]:
        sys.stdout.write(f"\nasked: {one.question}\nread:  {one.reading}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
