"""How sure a measured mean, and a difference of two, can be.

Sources: percentile bootstrap in Efron and Tibshirani 1993, "An Introduction to the Bootstrap"; paired
randomization test as in Smucker, Allan and Carterette 2007, "A Comparison of Statistical Significance Tests
for Information Retrieval Evaluation", with the count of the observed arrangement added as in Phipson and
Smyth 2010.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_ROUNDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean, and the bounds that hold it with the asked-for confidence."""

    mean: float
    low: float
    high: float


def bootstrap_interval(
    values: Sequence[float], *, confidence: float = 0.95, rounds: int = 2000, seed: int = 1
) -> Interval | None:
    """The percentile bootstrap interval of the mean; None without values."""
    if not values:
        return None
    sample = np.asarray(values, dtype=np.float64)
    random = np.random.default_rng(seed)
    means = [float(random.choice(sample, len(sample)).mean()) for _ in range(rounds)]
    low, high = np.quantile(means, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Interval(float(sample.mean()), float(low), float(high))


@dataclass(frozen=True, slots=True)
class PairedTest:
    """The mean of ``after - before`` over the same questions, and how easily chance makes one as large."""

    difference: float
    p_value: float
    questions: int


def paired_randomization(
    before: Sequence[float], after: Sequence[float], *, rounds: int = 10_000, seed: int = 1
) -> PairedTest | None:
    """Two-sided test that the signs of the differences are random; None without questions.

    Raises:
        ValueError: when the two runs have not the same number of questions.
    """
    differences = np.array([b - a for a, b in zip(before, after, strict=True)], dtype=np.float64)
    if not len(differences):
        return None
    observed = float(differences.mean())
    random = np.random.default_rng(seed)
    as_large = 0
    for begin in range(0, rounds, _ROUNDS_AT_ONCE):
        size = (min(_ROUNDS_AT_ONCE, rounds - begin), len(differences))
        means = (random.integers(0, 2, size, dtype=np.int8) * 2 - 1) @ differences / len(differences)
        # Sums in another order differ in the last digits: equal means must count as equal.
        as_large += int((np.abs(means) >= abs(observed) - 1e-12).sum())
    return PairedTest(observed, (as_large + 1) / (rounds + 1), len(differences))
