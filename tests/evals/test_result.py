from collections.abc import Callable
from pathlib import Path

import pytest

from evals.result import Result, read_results, to_line
from rag.errors import SuiteError


def test_a_result_comes_back_as_it_was(tmp_path: Path, make_result: Callable[..., Result]) -> None:
    results = [make_result(timings={"read": 0.1}), make_result(id="q2", answer="two\nlines “ü”", reason="not_said")]
    path = tmp_path / "results.jsonl"
    path.write_text("".join(to_line(result) + "\n" for result in results), encoding="utf-8")
    assert read_results(path) == results


def test_a_line_cut_off_by_a_crash_is_left_out(tmp_path: Path, make_result: Callable[..., Result]) -> None:
    path = tmp_path / "results.jsonl"
    path.write_text(to_line(make_result()) + "\n" + to_line(make_result(id="q2"))[:40], encoding="utf-8")
    assert [result.id for result in read_results(path)] == ["q1"]


def test_a_damaged_line_is_named(tmp_path: Path, make_result: Callable[..., Result]) -> None:
    path = tmp_path / "results.jsonl"
    path.write_text(to_line(make_result()) + "\n{}\n", encoding="utf-8")
    with pytest.raises(SuiteError, match=r"Line 2 of .*results\.jsonl"):
        read_results(path)


def test_a_missing_run(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="no readable run"):
        read_results(tmp_path / "nowhere.jsonl")
