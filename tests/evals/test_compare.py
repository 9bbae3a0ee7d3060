from collections.abc import Callable

from evals.compare import compare
from evals.result import Result

Make = Callable[..., Result]


def test_losses_come_first(make_result: Make) -> None:
    before = [make_result(), make_result(id="q2", answer="The bridge"), make_result(id="q3")]
    after = [make_result(answer="The bridge"), make_result(id="q2"), make_result(id="q3")]
    comparison = compare(before, after)
    assert [change.after.id for change in comparison.changes] == ["q1", "q2"]
    loss = comparison.changes[0]
    assert loss.difference == -5  # right, exact match and F1 by one, the CRAG score by two
    assert loss.measures["f1"] == (1.0, 0.0)
    assert "citation_validity" not in loss.measures
    assert comparison.tests["f1"].difference == 0
    assert comparison.tests["f1"].questions == 3


def test_only_questions_of_both_runs_are_compared(make_result: Make) -> None:
    comparison = compare([make_result(), make_result(id="old")], [make_result(), make_result(id="new")])
    assert [result.id for result in comparison.only_before] == ["old"]
    assert [result.id for result in comparison.only_after] == ["new"]
    assert comparison.changes == ()
    assert comparison.tests["f1"].questions == 1


def test_a_measure_that_neither_run_has_is_not_tested(make_result: Make) -> None:
    assert "speaker_accuracy" not in compare([make_result()], [make_result()]).tests


def test_the_same_id_in_another_suite_is_another_question(make_result: Make) -> None:
    comparison = compare([make_result()], [make_result(suite="other")])
    assert len(comparison.only_before) == len(comparison.only_after) == 1


def test_a_measure_gained_or_gone_is_a_change(make_result: Make) -> None:
    comparison = compare([make_result()], [make_result(reason="not_said")])
    assert comparison.changes[0].measures["citation_precision"] == (1.0, None)
