from collections.abc import Callable

import pytest

from evals.report import LABELS, by_kind, show, summarize, table
from evals.result import Result

Make = Callable[..., Result]

REQUIRED = {
    "questions",
    "exact_match",
    "f1",
    "citation_validity",
    "citation_precision",
    "citation_recall",
    "refusal_precision",
    "refusal_recall",
    "seconds",
}


def small_run(make: Make) -> list[Result]:
    return [
        make(seconds=1.0, tokens={"read": 700, "written": 20}),
        make(
            id="q2",
            answer="the old dam",
            cited="Rain fell all night.",
            confidence=0.4,
            seconds=2.0,
            tokens={"read": 900, "written": 30},
        ),
        make(id="q3", golds=(), gold=(), reason="not_said", kind="not_answered", seconds=3.0),
        make(id="q4", reason="not_said", seconds=4.0),
    ]


def test_summary_worked_by_hand(make_result: Make) -> None:
    figures = summarize(small_run(make_result))
    assert set(figures) >= REQUIRED | set(LABELS)
    assert (figures["questions"], figures["unanswerable"], figures["failed"]) == (4, 1, 0)
    assert figures["exact_match"] == 0.5
    assert figures["f1"] == pytest.approx((1 + 2 / 3 + 1 + 0) / 4)
    assert figures["has_answer_f1"] == pytest.approx((1 + 2 / 3 + 0) / 3)
    assert figures["citation_validity"] == 1
    assert figures["citation_precision"] == figures["citation_recall"] == 0.5
    assert figures["citation_hit"] == pytest.approx(1 / 3)
    assert (figures["refusal_precision"], figures["refusal_recall"]) == (0.5, 1)
    assert figures["crag"] == 0.75
    # Two answers, both right, at confidence 0.8 and 0.4
    assert figures["calibration_error"] == pytest.approx(0.4)
    assert figures["risk_coverage_area"] == 0
    assert (figures["seconds"], figures["seconds_p50"]) == (10, 2.5)
    assert (figures["tokens_read"], figures["tokens_written"]) == (800, 25)


def test_an_empty_run_has_no_figures_and_no_nan() -> None:
    figures = summarize([])
    assert (figures["questions"], figures["seconds"]) == (0, 0)
    assert all(figures[name] is None for name in LABELS)
    assert figures["seconds_p95"] is figures["tokens_read"] is None


def test_by_kind(make_result: Make) -> None:
    kinds = by_kind(small_run(make_result))
    assert list(kinds) == ["not_answered", "what"]
    assert kinds["what"]["questions"] == 3
    assert kinds["not_answered"]["exact_match"] == 1
    assert kinds["not_answered"]["citation_precision"] is None


def test_table_says_when_there_is_nothing_to_measure(make_result: Make) -> None:
    rows = {label: rest for label, *rest in table(small_run(make_result))}
    assert rows["Exact match"][0] == "0.500"
    assert rows["Exact match"][2] == "4"
    assert rows["Exact match, answerable"][2] == "3"
    assert "Right, by the judge" not in rows
    assert rows["Speaker accuracy"] == ["nothing to measure", "", ""]
    assert rows["Refusal recall"] == ["1.000", "", ""]
    assert rows["Tokens that it wrote"] == ["25.000", "", "2"]


def test_show() -> None:
    assert show(0.12345) == "0.123"
    assert show(None) == "nothing to measure"
