import gzip
import json
from pathlib import Path

import pytest

from evals.followup.rewrites import Rewritten, main, rewrite, scores, table
from rag.errors import SuiteError

ROW = {"history": ["Mike Waltz", "Career"], "question": "where was he born?", "rewrite": "Where was Mike Waltz born?"}


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_rewrite_is_scored_beside_the_raw_question(tmp_path: Path) -> None:
    found = scores(rewrite(write(tmp_path / "dev.jsonl", ROW)))
    assert found.raw_f1 == pytest.approx(2 * 3 / (4 + 5))
    assert found.f1 == 1
    assert (found.better, found.worse, found.spoiled) == (1, 0, None)


def test_harm_is_counted() -> None:
    kept, spoiled = Rewritten("who won?", "Who won?", "who won"), Rewritten("who won?", "who won?", "who Ann?")
    found = scores([kept, spoiled])
    assert (found.worse, found.spoiled) == (0.5, 0.5)
    assert table(found).splitlines()[-1].split() == ["questions", "that", "need", "no", "change,", "changed", "50.0"]


@pytest.mark.parametrize(
    ("history", "unanswered", "ours"),
    [
        ([["who won?", "Ann Marsh"]], False, "where was Ann Marsh born?"),
        ([["who won?", "Ann Marsh"]], True, "where was she born?"),
        (["who is Ann Marsh?"], True, "where was Ann Marsh born?"),
        ([], False, "where was she born?"),
    ],
)
def test_forms_of_history(history: list[object], unanswered: bool, ours: str, tmp_path: Path) -> None:
    row = {"history": history, "question": "where was she born?", "rewrite": "where was Ann Marsh born?"}
    path = tmp_path / "rows.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(row))
    assert [one.ours for one in rewrite(path, unanswered=unanswered)] == [ours]


@pytest.mark.parametrize("row", [{}, [], {**ROW, "history": ["odd"]}])
def test_a_broken_line_is_named(row: object, tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"rows\.jsonl, line 2"):
        rewrite(write(tmp_path / "rows.jsonl", ROW, row))


def test_the_command_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["rewrites", str(tmp_path / "none.jsonl")])
    assert main() == 1
    assert "none.jsonl cannot be read" in capsys.readouterr().err
    monkeypatch.setattr("sys.argv", ["rewrites", str(write(tmp_path / "dev.jsonl", ROW))])
    assert main() == 0
    assert "token F1 of the rewrite" in capsys.readouterr().out
