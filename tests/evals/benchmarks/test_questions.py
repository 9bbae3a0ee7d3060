import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.benchmarks.questions import read_questions
from rag.errors import SuiteError

ROW = ("1", "Dams", " What held? ", "The dam held.", ["The dam"])


@pytest.mark.parametrize("name", ["set.jsonl.gz", "set.jsonl"])
def test_a_set_is_read(write_set: Callable[..., Path], name: str) -> None:
    (question,) = read_questions(write_set(ROW, name=name))
    assert (question.id, question.title, question.question) == ("1", "Dams", "What held?")
    assert (question.answers, question.spans) == (("The dam",), ((0, 7),))


def test_a_limit_draws_the_same_questions_every_time(write_set: Callable[..., Path]) -> None:
    path = write_set(*[(str(i), "Dams", "What held?", "The dam held.", []) for i in range(50)])
    drawn = [question.id for question in read_questions(path, 5)]
    assert drawn == [question.id for question in read_questions(path, 5)]
    assert len(set(drawn)) == 5
    assert drawn != ["0", "1", "2", "3", "4"]
    assert len(read_questions(path, 99)) == 50


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", '{"id": 1}', '{"id":"","title":"","question":3,"context":"","answers":[]}']
)
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(SuiteError, match=r"set\.jsonl, line 1: not a question"):
        read_questions(path)


def test_a_file_that_is_missing_empty_or_cut_off(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").touch()
    with pytest.raises(SuiteError, match="is empty"):
        read_questions(tmp_path / "empty.jsonl")
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b"x" * 100)[:-9])
    with pytest.raises(SuiteError, match="cannot be read"):
        read_questions(tmp_path / "cut.jsonl.gz")


def test_questions_are_drawn_from_those_that_belong(write_set: Callable[..., Path]) -> None:
    rows = [(str(n), "even" if n % 2 == 0 else "odd", "q", "c", []) for n in range(40)]
    drawn = read_questions(write_set(*rows), 10, lambda question: question.title == "odd")
    assert len(drawn) == 10
    assert {question.title for question in drawn} == {"odd"}
