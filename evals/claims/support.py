"""How well support is told from none on public sets.

    python -m evals.claims.support FILE... [--limit N] [--rules-alone]

A line of a file, gzipped when its name ends in ``.gz``, holds ``premise``, ``hypothesis`` and ``label``; a label other
than ``supported`` counts as not supported. The figure is balanced accuracy, as in SummaC (Laban et al. 2022).
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.claims.measure import Rates
from evals.lines import read_lines
from rag.cite.entail import Entailment, load_entailment
from rag.cite.verdict import check
from rag.errors import SuiteError
from rag.types import Article, Verdict


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement, the text that it is held against, and whether the text supports it."""

    premise: str
    hypothesis: str
    supported: bool


def read_pairs(path: Path) -> Iterator[Pair]:
    """Read the pairs of a file.

    Raises:
        SuiteError: the file cannot be read, or a line is not a pair.
    """
    return read_lines(
        path,
        lambda row: Pair(row["premise"], row["hypothesis"], row["label"] == "supported"),
        "a pair with premise, hypothesis and label",
    )


def scores(pairs: Sequence[Pair], entailment: Entailment | None = None) -> Rates:
    """Hold each statement against its text; a share is 0 where there is nothing to share."""
    judged = [(pair.supported, _is_supported(pair, entailment)) for pair in pairs]
    true, false = ([said for label, said in judged if label is wanted] for wanted in (True, False))
    return Rates(len(pairs), 1 - sum(true) / max(1, len(true)), sum(false) / max(1, len(false)))


def _is_supported(pair: Pair, entailment: Entailment | None) -> bool:
    text = pair.premise.strip() or "."
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(sha256[:12], "", text, sha256, 1, dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
    return check(pair.hypothesis, [article], entailment).verdict is Verdict.SUPPORTED


def main() -> int:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(prog="python -m evals.claims.support", description="Support on public sets.")
    parser.add_argument("files", type=Path, nargs="+", help="pairs as JSON lines, or .gz")
    parser.add_argument("--limit", type=int, help="pairs to draw from each file")
    parser.add_argument("--rules-alone", action="store_true", help="check without the network")
    arguments = parser.parse_args()
    entailment = None if arguments.rules_alone else load_entailment()
    sys.stdout.write(f"{'set':<36} {'pairs':>6} {'balanced':>9} {'true struck':>12} {'false passed':>13}\n")
    try:
        for path in arguments.files:
            pairs = list(read_pairs(path))
            if arguments.limit and arguments.limit < len(pairs):
                pairs = random.Random(0).sample(pairs, arguments.limit)
            found = scores(pairs, entailment)
            shares = (found.balanced_accuracy, found.true_struck, found.false_passed)
            figures = " ".join(f"{100 * share:>{width}.1f}%" for share, width in zip(shares, (8, 11, 12), strict=True))
            sys.stdout.write(f"{path.name.split('.')[0]:<36} {found.statements:>6} {figures}\n")
    except SuiteError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
