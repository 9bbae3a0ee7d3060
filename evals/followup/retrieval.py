"""How high search puts a passage with a gold sentence for the follow-up questions of the shipped suites.

    python -m evals.followup.retrieval

Each is searched for in one library of all shipped articles: as it was typed, and as it is understood.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from evals.cases import Case, make_cases
from evals.evaluate import apart, shelve
from evals.metrics.citations import proves
from evals.metrics.mean import mean
from evals.metrics.retrieval import hits_at
from evals.suite import SUITES, load_suite
from rag import Settings, open_pullquote
from rag.followup import standalone
from rag.library import Library
from rag.retrieve import candidates
from rag.types import Question

CUTS = (1, 4, 10)


def hits(cases: Sequence[Case], library: Library, text: Callable[[Question], str]) -> list[float | None]:
    """Hits@1, @4 and @10, 0 to 1.

    Args:
        cases: with the gold sentences that a passage must show.
        library: that is searched.
        text: what is searched for.
    """
    rankings = [
        [any(proves(p.span, gold) for gold in case.gold) for p in candidates(library, text(case.question), k=max(CUTS))]
        for case in cases
    ]
    return [mean(hits_at(ranking, k) for ranking in rankings) for k in CUTS]


def main() -> int:
    """Search for every follow-up question, and print the table."""
    with (
        tempfile.TemporaryDirectory(prefix="pullquote-followup-") as home,
        open_pullquote(apart(Settings.from_environment(), Path(home))) as pullquote,
    ):
        articles = shelve(pullquote)
        suites = {path.stem: load_suite(path) for path in sorted(SUITES.glob("*.jsonl"))}
        cases = [case for name, pairs in suites.items() for case in make_cases(name, pairs, articles, scoped=False)]
        asked = [case for case in cases if case.question.history and case.gold]
        sys.stdout.write(f"{len(asked)} follow-up questions  {'  '.join(f'Hits@{k}' for k in CUTS)}\n")
        readings = {"as typed": lambda q: q.text, "as understood": lambda q: standalone(q).text}
        for name, text in readings.items():
            found = "  ".join(f"{value:.3f}" for value in hits(asked, pullquote.library, text) if value is not None)
            sys.stdout.write(f"{name:<22}  {found}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
