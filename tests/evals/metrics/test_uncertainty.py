import pytest

from evals.metrics.uncertainty import Interval, bootstrap_interval, paired_randomization


def test_interval_holds_the_mean_and_narrows_with_more_questions() -> None:
    few = bootstrap_interval([0.0, 1.0] * 10)
    many = bootstrap_interval([0.0, 1.0] * 500)
    assert few is not None
    assert many is not None
    assert few.low < few.mean == 0.5 < few.high
    assert many.high - many.low < few.high - few.low
    # The normal approximation for 1,000 coins: 0.5 +- 1.96 * 0.5 / sqrt(1000)
    assert many.low == pytest.approx(0.469, abs=0.005)
    assert many.high == pytest.approx(0.531, abs=0.005)


def test_equal_values_leave_no_doubt() -> None:
    assert bootstrap_interval([1.0, 1.0, 1.0]) == Interval(1.0, 1.0, 1.0)


def test_nothing_is_none() -> None:
    assert bootstrap_interval([]) is None
    assert paired_randomization([], []) is None


def test_the_same_seed_gives_the_same_numbers() -> None:
    values = [0.13, 0.51, 0.94, 0.37, 0.05, 0.72, 0.68]
    assert bootstrap_interval(values, seed=7) == bootstrap_interval(values, seed=7)
    assert bootstrap_interval(values, seed=7) != bootstrap_interval(values, seed=8)


def test_paired_test_agrees_with_the_exact_count() -> None:
    # Five differences of +1: of the 32 sign arrangements two are as large, so p = 1/16.
    result = paired_randomization([0.0] * 5, [1.0] * 5)
    assert result is not None
    assert result.difference == 1
    assert result.questions == 5
    assert result.p_value == pytest.approx(1 / 16, abs=0.01)


def test_no_difference_is_no_evidence() -> None:
    result = paired_randomization([0.3, 0.7], [0.3, 0.7])
    assert result is not None
    assert result.difference == 0
    assert result.p_value == 1


def test_runs_of_different_questions_cannot_be_paired() -> None:
    with pytest.raises(ValueError, match="zip"):
        paired_randomization([1.0], [1.0, 0.0])
