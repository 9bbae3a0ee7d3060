"""The mean that every family of measures shares."""

from __future__ import annotations

import math
from collections.abc import Iterable


def mean(values: Iterable[float | None]) -> float | None:
    """The arithmetic mean of the values that are there; None when none is."""
    there = [float(value) for value in values if value is not None]
    return math.fsum(there) / len(there) if there else None
