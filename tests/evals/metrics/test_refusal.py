import pytest

from evals.metrics.refusal import crag_score, refusal_precision, refusal_recall

REFUSED = [True, True, True, False, False]
MUST = [True, False, False, True, False]


def test_precision_and_recall_worked_by_hand() -> None:
    assert refusal_precision(REFUSED, MUST) == pytest.approx(1 / 3)
    assert refusal_recall(REFUSED, MUST) == pytest.approx(1 / 2)


def test_no_refusals_and_none_due_are_none() -> None:
    assert refusal_precision([False], [True]) is None
    assert refusal_recall([True], [False]) is None


@pytest.mark.parametrize(
    ("refused", "must_refuse", "right", "expected"),
    [
        (True, True, False, 1),
        (True, False, False, 0),
        (False, True, False, -1),
        (False, True, True, -1),
        (False, False, True, 1),
        (False, False, False, -1),
    ],
)
def test_crag_score(refused: bool, must_refuse: bool, right: bool, expected: int) -> None:
    assert crag_score(refused=refused, must_refuse=must_refuse, right=right) == expected
