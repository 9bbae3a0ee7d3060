"""Whether confidence means what it says.

Sources: expected calibration error in Naeini, Cooper and Hauskrecht 2015, "Obtaining Well Calibrated
Probabilities Using Bayesian Binning", as used by Guo et al. 2017, "On Calibration of Modern Neural
Networks"; risk-coverage curve in El-Yaniv and Wiener 2010, "On the Foundations of Noise-free Selective
Classification"; the area under it in Geifman, Uziel and El-Yaniv 2019, "Bias-Reduced Uncertainty Estimation
for Deep Neural Classifiers".
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from evals.metrics.mean import mean


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence is in (low, high]; the first bin holds 0 too."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """The bins of equal width that hold an answer, lowest first.

    Raises:
        ValueError: for a confidence outside 0 to 1, or lengths that differ.
    """
    members: dict[int, list[tuple[float, bool]]] = {}
    for confidence, good in zip(confidences, right, strict=True):
        if not 0 <= confidence <= 1:
            raise ValueError(f"a confidence is a probability from 0 to 1, not {confidence}")
        place = next(b for b in range(bins) if confidence <= (b + 1) / bins)
        members.setdefault(place, []).append((confidence, good))
    return [
        Bin(
            low=place / bins,
            high=(place + 1) / bins,
            count=len(inside),
            confidence=sum(c for c, _ in inside) / len(inside),
            accuracy=sum(g for _, g in inside) / len(inside),
        )
        for place, inside in sorted(members.items())
    ]


def expected_calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float | None:
    """The mean gap between confidence and accuracy over the bins, weighted by size; None without answers."""
    filled = reliability(confidences, right, bins)
    answers = sum(b.count for b in filled)
    return sum(b.count * abs(b.accuracy - b.confidence) for b in filled) / answers if answers else None


def calibration_error_by_chance(confidences: Sequence[float], bins: int = 10) -> float | None:
    """The mean error of answers that are right just as often as they say; None without answers.

    Few answers in a bin are never right as often as they should be: an error near this one means nothing (the bias in
    Roelofs et al. 2022, "Mitigating Bias in Calibration Error Estimation"). The mean of 100 draws, always the same.
    """
    chance = random.Random(0)
    errors = [
        expected_calibration_error(confidences, [chance.random() < c for c in confidences], bins) for _ in range(100)
    ]
    return mean(errors)


@dataclass(frozen=True, slots=True)
class Operating:
    """What is risked when only the most confident share of the answers is given."""

    coverage: float
    risk: float


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[Operating]:
    """Share given and share wrong among those given, one point an answer, the most confident first.

    Answers of equal confidence cannot be told apart: within them the wrong ones are spread evenly, so that
    the curve does not depend on the order of the questions.
    """
    pairs = sorted(zip(confidences, right, strict=True), key=lambda pair: -pair[0])
    curve: list[Operating] = []
    wrong = 0.0
    for _, tied in groupby(pairs, key=lambda pair: pair[0]):
        group = [good for _, good in tied]
        step = sum(not good for good in group) / len(group)
        for _ in group:
            wrong += step
            given = len(curve) + 1
            curve.append(Operating(given / len(pairs), wrong / given))
    return curve


def area_under_risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """The mean risk over all coverages, 0 at best; None without answers."""
    return mean(point.risk for point in risk_coverage(confidences, right))
