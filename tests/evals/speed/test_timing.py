import threading
from dataclasses import astuple

import pytest

from evals.speed.timing import model_time, quantile, ratio, seconds
from rag.onnx_model import OnnxModel


def test_ratio_worked_by_hand() -> None:
    assert astuple(ratio([2.0, 9.0, 4.0], [1.0, 3.0, 4.0])) == (2.0, 1.0, 3.0, 3)


def test_a_ratio_needs_repeats_of_both() -> None:
    with pytest.raises(ValueError, match="at least one"):
        ratio([], [])
    with pytest.raises(ValueError, match="zip"):
        ratio([1.0], [])


@pytest.mark.parametrize(("share", "expected"), [(0.5, 2), (0.95, 4), (0.25, 1), (1.0, 4), (0.0, 1)])
def test_quantile(share: float, expected: int) -> None:
    assert quantile([4, 1, 3, 2], share) == expected


def test_seconds_are_spent_in_the_call() -> None:
    calls: list[int] = []
    assert seconds(lambda: calls.append(1)) >= 0
    assert calls == [1]


def test_model_time_counts_calls_and_puts_the_model_back(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([10.0, 13.0, 20.0, 24.0])
    monkeypatch.setattr("evals.speed.timing.time.perf_counter", lambda: next(ticks))
    monkeypatch.setattr(OnnxModel, "__call__", lambda self, **inputs: ["out", inputs])
    whole = OnnxModel.__call__
    model = object.__new__(OnnxModel)
    with model_time() as spent:
        assert model(a=1) == ["out", {"a": 1}]
        model()
    assert spent.seconds == 7.0
    assert OnnxModel.__call__ is whole


def test_models_that_run_at_once_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([10.0, 17.0])
    together = threading.Barrier(2, timeout=30)
    monkeypatch.setattr("evals.speed.timing.time.perf_counter", lambda: next(ticks))
    monkeypatch.setattr(OnnxModel, "__call__", lambda self: together.wait())
    model = object.__new__(OnnxModel)
    with model_time() as spent:
        other = threading.Thread(target=model)
        other.start()
        model()
        other.join()
    assert spent.seconds == 7.0
