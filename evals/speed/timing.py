"""Ratios with their spread, and the share of a time that a model takes."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rag.onnx_model import OnnxModel


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as much one thing takes as another, over repeats measured in turn.

    Attributes:
        median: of the ratios of the repeats.
        low: the lowest of them.
        high: the highest of them.
        repeats: how many there were.
    """

    median: float
    low: float
    high: float
    repeats: int


def ratio(those: Sequence[float], these: Sequence[float]) -> Ratio:
    """``those`` divided by ``these``, repeat by repeat.

    Raises:
        ValueError: when there are not as many repeats of both, or none.
    """
    ratios = [a / b for a, b in zip(those, these, strict=True)]
    if not ratios:
        raise ValueError("a ratio needs at least one repeat of both")
    return Ratio(statistics.median(ratios), min(ratios), max(ratios), len(ratios))


def seconds(work: Callable[[], object]) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


@dataclass(slots=True)
class ModelTime:
    """Seconds in which at least one model ran."""

    seconds: float = 0.0


@contextmanager
def model_time() -> Iterator[ModelTime]:
    """Count the time in which at least one ONNX model runs, in whatever thread, while the block runs."""
    spent, lock, call = ModelTime(), threading.Lock(), OnnxModel.__call__
    running, began = 0, 0.0

    def timed(self: OnnxModel, **inputs: Any) -> Any:
        nonlocal running, began
        with lock:
            began = began if running else time.perf_counter()
            running += 1
        try:
            return call(self, **inputs)
        finally:
            with lock:
                running -= 1
                spent.seconds += 0.0 if running else time.perf_counter() - began

    OnnxModel.__call__ = timed  # type: ignore[method-assign]
    try:
        yield spent
    finally:
        OnnxModel.__call__ = call  # type: ignore[method-assign]
