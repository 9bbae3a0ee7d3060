"""What changed between two runs over the same questions, the losses first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.metrics.uncertainty import PairedTest, paired_randomization
from evals.report import PER_QUESTION
from evals.result import Result


@dataclass(frozen=True, slots=True)
class Change:
    """One question that is worth more or less than before.

    Attributes:
        difference: after less before, summed over the measures named in ``measures``.
        measures: each measure that changed, with its value before and after.
    """

    before: Result
    after: Result
    difference: float
    measures: dict[str, tuple[float | None, float | None]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side.

    Attributes:
        tests: by measure, the mean difference over the questions that have it in both runs, and its p-value.
        changes: the questions whose worth changed, greatest loss first.
        only_before: questions of the first run alone.
        only_after: questions of the second run alone.
    """

    tests: dict[str, PairedTest]
    changes: tuple[Change, ...]
    only_before: tuple[Result, ...]
    only_after: tuple[Result, ...]


def compare(before: Sequence[Result], after: Sequence[Result]) -> Comparison:
    """Compare two runs question by question; questions that only one run has are listed, not scored."""
    old = {result.key: result for result in before}
    new = {result.key: result for result in after}
    both = [(old[key], new[key]) for key in old if key in new]
    tests = {name: test for name in PER_QUESTION if (test := _test(both, name))}
    changes = [change for pair in both if (change := _change(*pair)).measures]
    return Comparison(
        tests=tests,
        changes=tuple(sorted(changes, key=lambda change: (change.difference, change.after.key))),
        only_before=tuple(result for key, result in old.items() if key not in new),
        only_after=tuple(result for key, result in new.items() if key not in old),
    )


def _test(both: Sequence[tuple[Result, Result]], name: str) -> PairedTest | None:
    values = [(old.scores.get(name), new.scores.get(name)) for old, new in both]
    pairs = [(a, b) for a, b in values if a is not None and b is not None]
    return paired_randomization([a for a, _ in pairs], [b for _, b in pairs])


def _change(old: Result, new: Result) -> Change:
    values = {name: (old.scores.get(name), new.scores.get(name)) for name in PER_QUESTION}
    changed = {name: (a, b) for name, (a, b) in values.items() if a != b}
    difference = sum(b - a for a, b in changed.values() if a is not None and b is not None)
    return Change(old, new, difference, changed)
