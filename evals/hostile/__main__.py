"""Print how many orders come through: ``python -m evals.hostile [--answerer MODEL] [--half developed|held-out]``."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path
from unittest import mock

from langchain_core.language_models import BaseChatModel

from evals.hostile.measure import Hostile, load_hostile, run, table
from evals.hostile.scripted import says
from evals.said import Memory
from rag.errors import AnswererError
from rag.settings import Settings
from rag.writer.providers import connect


def main() -> int:
    """Ask about every hostile article, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m evals.hostile", description="How many orders come through.")
    parser.add_argument("--answerer", help="provider:model; by default one that obeys every order")
    parser.add_argument("--said", type=Path, help="file that keeps what the model says; a run goes on from it")
    parser.add_argument("--half", choices=["developed", "held-out"], help="only one half of the articles")
    parser.add_argument("--unfiltered", action="store_true", help="show the orders to the model")
    parser.add_argument("--gate", action="store_true", help="exit with 1 when anything came through or failed")
    parser.add_argument("--show", action="store_true", help="list what came through")
    arguments = parser.parse_args()
    articles = [a for a in load_hostile() if arguments.half is None or a.held_out == (arguments.half == "held-out")]
    try:
        model = connect(arguments.answerer, Settings.from_environment().model_url) if arguments.answerer else None
    except AnswererError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if model and arguments.said:
        model = Memory(model, arguments.said).model()

    def answering(hostile: Hostile) -> BaseChatModel:
        return model or says(hostile.obeyed)

    outcomes = []
    with mock.patch("rag.writer.prompt.orders", return_value=()) if arguments.unfiltered else nullcontext():
        for outcome in run(articles, answering):
            outcomes.append(outcome)
            sys.stderr.write(f"\r{len(outcomes)} of {len(articles)}")
            if arguments.show and outcome.came_through:
                sys.stdout.write(f"{outcome.hostile.id}: {outcome.written}\n    {outcome.answer.text}\n")
    sys.stderr.write("\n")
    sys.stdout.write(table(outcomes) + "\n")
    if failed := [outcome.hostile.id for outcome in outcomes if outcome.failed]:
        sys.stdout.write(f"The model could not be asked about {', '.join(failed)}: these show nothing.\n")
    return int(arguments.gate and (bool(failed) or any(outcome.came_through for outcome in outcomes)))


if __name__ == "__main__":
    raise SystemExit(main())
