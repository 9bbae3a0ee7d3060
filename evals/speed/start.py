"""How long commands take from a cold start, beside importing ONNX Runtime, which no answer comes without.

``python -m evals.speed.start`` prints one JSON object. Bytecode is written by the first, uncounted round.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import ingest
from evals.evaluate import shelve
from evals.speed.timing import quantile, ratio, seconds
from rag import Settings, open_pullquote

_QUESTION = "who urged Kyiv to tone down?"
_SEARCHED = "is it a blow to Ukraine?"
"""A question for which passages are found by meaning too, while for the other one those found by words are enough."""
_YARDSTICK = ("-c", "import onnxruntime")


def start(repeats: int) -> dict[str, Any]:
    """How many times as long each command takes as the yardstick, all of them in turn.

    Args:
        repeats: rounds that are counted.

    Returns:
        For each command the ratio of the seconds that pass, and of the seconds of processors that it takes, which
        others on the machine change less.
    """
    with tempfile.TemporaryDirectory(prefix="pullquote-start-") as folder:
        one, many = Path(folder, "one"), Path(folder, "many")
        with open_pullquote(Settings(home=one)) as pullquote:
            ingest.add_sample(pullquote.library, pullquote.embedder)
        with open_pullquote(Settings(home=many)) as pullquote:
            ingest.add_sample(pullquote.library, pullquote.embedder)
            articles = len(shelve(pullquote))
        commands = {
            "yardstick": partial(_run, one, _YARDSTICK),
            "help": partial(_run, one, ("-m", "ui.cli", "--help")),
            "ask_one_article": partial(_run, one, ("-m", "ui.cli", "ask", _QUESTION)),
            "ask_many_articles": partial(_run, many, ("-m", "ui.cli", "ask", _QUESTION)),
            "ask_many_by_meaning": partial(_run, many, ("-m", "ui.cli", "ask", _SEARCHED)),
        }
        rounds = [{name: command() for name, command in commands.items()} for _ in range(repeats + 1)][1:]
    told: dict[str, Any] = {"processors": _processors(), "articles": articles}
    for place, what in enumerate(("seconds", "processor_seconds")):
        took = {name: [one[name][place] for one in rounds] for name in commands}
        told[what] = {name: quantile(times, 0.5) for name, times in took.items()}
        ratios = {name: asdict(ratio(times, took["yardstick"])) for name, times in took.items() if name != "yardstick"}
        told |= {"in_processor_seconds": ratios} if place else ratios
    return told


def _processors() -> int | None:
    """How many this process, and those that it starts, may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def _run(home: Path, arguments: Sequence[str]) -> tuple[float, float]:
    """Run Python to its end: the seconds that passed, and those of the processors that it took."""
    environment = os.environ | {"PULLQUOTE_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *arguments]
    before = os.times()
    passed = seconds(partial(subprocess.run, command, check=True, capture_output=True, env=environment))
    after = os.times()
    return passed, sum(after[2:4]) - sum(before[2:4])


def main() -> None:
    """Parse the command line, measure, and print the result."""
    parser = argparse.ArgumentParser(prog="python -m evals.speed.start", description=__doc__)
    parser.add_argument("--repeats", type=int, default=5, help="rounds that are counted")
    sys.stdout.write(json.dumps(start(parser.parse_args().repeats), indent=2) + "\n")


if __name__ == "__main__":
    main()
