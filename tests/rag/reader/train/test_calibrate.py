import numpy as np
import pytest

from rag.reader.confidence import Features
from rag.reader.train.calibrate import by_word, expected_calibration_error, fit, risk_at_coverage

STATED = np.array([0.95, 0.8, 0.6, 0.2])
RIGHT = np.array([True, True, False, False])
EVEN = np.ones(4)


def test_the_surest_answers_are_the_least_risky() -> None:
    risk = risk_at_coverage(STATED, RIGHT, EVEN)
    assert risk == {"25%": 0.0, "50%": 0.0, "75%": pytest.approx(1 / 3, abs=1e-4), "100%": 0.5}


def test_each_word_of_confidence_has_its_share_of_right_answers() -> None:
    words = by_word(STATED, RIGHT, EVEN)
    assert words["Very sure"] == {"questions": 1, "right": 1.0}
    assert words["Not sure"] == {"questions": 1, "right": 0.0}


def test_the_calibration_error_worked_by_hand() -> None:
    # Four bins of one question each: |.95 - 1|, |.8 - 1|, |.6 - 0|, |.2 - 0|.
    assert expected_calibration_error(STATED, RIGHT, EVEN) == pytest.approx((0.05 + 0.2 + 0.6 + 0.2) / 4)


def test_what_is_right_is_likelier_than_what_is_wrong_and_given_from_even_odds_on() -> None:
    rows = np.array([[9.0, 0, 0], [8.0, 0, 0], [-8.0, 0, 0], [-9.0, 0, 0]])
    right = np.array([True, True, False, False])
    found = fit(rows, right, right)
    assert found.floor == 0.5
    assert found.probability(Features(9.0, 0, 0)) > 0.9
    assert found.probability(Features(-9.0, 0, 0)) < 0.1
