import numpy as np
import pytest

from rag.reader.train.examples import Example
from rag.reader.train.measure import Reading, best_span, best_threshold, f1, summary


def example(*answers: str) -> Example:
    return Example("1", "T", "q", "c", answers, 0 if answers else -1)


def test_f1_takes_the_best_gold_answer() -> None:
    assert f1("the tall mayor", ("mayor", "a tall mayor")) == 1.0
    assert f1("the mayor of Rome", ("mayor",)) == pytest.approx(0.5)
    assert f1("", ()) == 1.0
    assert f1("Rome", ()) == 0.0


def test_the_best_span_ends_behind_its_start() -> None:
    start = np.array([1.0, 0.0, 5.0, 0.0])
    end = np.array([0.5, 9.0, 0.0, 2.0])
    assert best_span(start, end) == (1, 1, 7.5)
    end[1] = 3.0
    assert best_span(start, end) == (2, 3, 5.5)


def test_the_best_threshold_withholds_what_is_wrong() -> None:
    examples = [example("Rome"), example(), example("Paris"), example()]
    readings = [Reading("Rome", 9.0, 0.0), Reading("x", 1.0, 0.0), Reading("Paris", 5.0, 0.0), Reading("y", 2.0, 0.0)]
    assert best_threshold(examples, readings, "score") == (1.0, 5.0)
    assert summary(examples, readings)["has_answer_f1"] == 1.0


def test_a_set_without_unanswerable_questions_has_no_threshold() -> None:
    assert "f1_by_score" not in summary([example("Rome")], [Reading("Rome", 9.0, 0.0)])
