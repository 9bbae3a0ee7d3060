"""Print both columns: ``python -m evals.written --answerer PROVIDER:MODEL [--suite sample]``."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from evals.cases import make_cases
from evals.evaluate import apart, shelve
from evals.said import Memory
from evals.suite import SUITES, load_suite
from evals.written.ask import ask
from evals.written.measure import after, before, figures, load_labels, table
from rag import Settings, open_pullquote
from rag.writer.faults import notice
from rag.writer.providers import connect


def main() -> int:
    """Ask every question of a suite, and print what the answers are worth before and after verification."""
    parser = argparse.ArgumentParser(prog="python -m evals.written", description="A model before and after the check.")
    parser.add_argument("--answerer", required=True, help="provider:model, as PULLQUOTE_ANSWERER names it")
    parser.add_argument("--suite", default="sample", choices=sorted(path.stem for path in SUITES.glob("*.jsonl")))
    parser.add_argument("--said", type=Path, help="file that keeps what the model says; a run goes on from it")
    parser.add_argument("--show", action="store_true", help="list every statement, and whether people judged it")
    arguments = parser.parse_args()
    said = arguments.said or Path("build/said") / f"{re.sub(r'[^A-Za-z0-9.]+', '-', arguments.answerer)}.jsonl"
    settings = Settings.from_environment()
    try:
        memory = Memory(connect(arguments.answerer, settings.model_url), said)
    except Exception as error:  # no package, no key, no file: all are told in words
        sys.stderr.write(f"{notice(error, arguments.answerer)}\n")
        return 1
    with (
        tempfile.TemporaryDirectory(prefix="pullquote-written-") as home,
        open_pullquote(apart(settings, Path(home))) as pullquote,
    ):
        pairs = load_suite(SUITES / f"{arguments.suite}.jsonl")
        cases = make_cases(arguments.suite, pairs, shelve(pullquote), scoped=True)
        answers = []
        try:
            for number, asked in enumerate(ask(cases, memory, pullquote.library, pullquote.embedder), 1):
                answers += [asked] if asked else []
                sys.stderr.write(f"\r{number} of {len(cases)}")
        except Exception as error:  # providers' packages raise whatever they like
            sys.stderr.write(f"\n{notice(error, arguments.answerer)} Run it again: what was said is kept.\n")
            return 1
    sys.stderr.write("\n")
    labels = load_labels()
    columns = {"before": [(a, before(a)) for a in answers], "after": [(a, after(a)) for a in answers]}
    if arguments.show:
        for name, told in columns.items():
            for one, answer in told:
                for text, _ in answer.statements:
                    key = (one.case.pair.id, text)
                    sys.stdout.write(f"{name}\t{key[0]}\t{one.case.pair.question}\t{labels.get(key)}\t{text}\n")
    without = len(cases) - len(answers)
    sys.stdout.write(f"{len(answers)} questions asked of the model, {without} answered without one\n")
    sys.stdout.write(table({name: figures(told, labels) for name, told in columns.items()}) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
