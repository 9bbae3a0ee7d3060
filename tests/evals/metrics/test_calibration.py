import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.calibration import (
    Bin,
    Operating,
    area_under_risk_coverage,
    calibration_error_by_chance,
    expected_calibration_error,
    reliability,
    risk_coverage,
)


def test_reliability_keeps_the_bins_that_hold_answers() -> None:
    bins = reliability([0.0, 0.1, 0.11, 1.0], [True, False, True, True])
    assert bins == [
        Bin(0.0, 0.1, 2, 0.05, 0.5),
        Bin(0.1, 0.2, 1, 0.11, 1.0),
        Bin(0.9, 1.0, 1, 1.0, 1.0),
    ]


def test_expected_calibration_error_worked_by_hand() -> None:
    # Bin (0.8, 0.9]: accuracy 1/2, confidence 0.9. Bin (0.5, 0.6]: accuracy 1, confidence 0.6.
    # 2/3 * 0.4 + 1/3 * 0.4
    assert expected_calibration_error([0.9, 0.9, 0.6], [True, False, True]) == pytest.approx(0.4)
    assert expected_calibration_error([1.0, 0.0], [True, False]) == 0


def test_nothing_answered_is_none() -> None:
    assert expected_calibration_error([], []) is None
    assert area_under_risk_coverage([], []) is None
    assert risk_coverage([], []) == []


def test_a_confidence_must_be_a_probability() -> None:
    with pytest.raises(ValueError, match=r"not 1\.5"):
        reliability([1.5], [True])


def test_risk_coverage_worked_by_hand() -> None:
    curve = risk_coverage([0.2, 0.9, 0.5, 0.7], [False, True, True, False])
    assert curve == [Operating(0.25, 0), Operating(0.5, 0.5), Operating(0.75, 1 / 3), Operating(1, 0.5)]
    expected = (0 + 1 / 2 + 1 / 3 + 1 / 2) / 4
    assert area_under_risk_coverage([0.2, 0.9, 0.5, 0.7], [False, True, True, False]) == pytest.approx(expected)


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.5, 0.9]), st.booleans()), min_size=1))
def test_ties_do_not_depend_on_the_order(pairs: list[tuple[float, bool]]) -> None:
    turned = pairs[::-1]
    one = area_under_risk_coverage([c for c, _ in pairs], [g for _, g in pairs])
    other = area_under_risk_coverage([c for c, _ in turned], [g for _, g in turned])
    assert one == pytest.approx(other)


def test_chance_alone_makes_an_error_that_shrinks_with_the_answers() -> None:
    few, many = (calibration_error_by_chance([0.55, 0.75, 0.85, 0.95] * times) for times in (10, 100))
    assert few
    assert many
    assert 0.05 < few < 0.15
    assert many < few / 2
    assert calibration_error_by_chance([1.0, 0.0]) == 0
    assert calibration_error_by_chance([]) is None
