import gzip
import json
from pathlib import Path

import pytest

from evals.claims.support import Pair, main, read_pairs, scores
from rag.errors import SuiteError

TEXT = "The mine will bring 140 jobs, the mayor said."
ROWS = [
    {"premise": TEXT, "hypothesis": "The mine will bring 140 jobs.", "label": "supported"},
    {"premise": TEXT, "hypothesis": "The mine will bring 900 jobs.", "label": "contradicted"},
    {"premise": TEXT, "hypothesis": "Zebras migrate.", "label": "unsaid"},
]


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def test_every_other_label_counts_as_not_supported(tmp_path: Path) -> None:
    pairs = list(read_pairs(write(tmp_path / "pairs.jsonl.gz", ROWS)))
    assert [pair.supported for pair in pairs] == [True, False, False]
    assert scores(pairs).balanced_accuracy == 1


def test_mistakes_of_both_kinds_count() -> None:
    wrong = [Pair(TEXT, "The mine will bring 140 jobs.", supported=False), Pair(TEXT, "Zebras.", supported=True)]
    assert (scores(wrong).true_struck, scores(wrong).false_passed, scores(wrong).balanced_accuracy) == (1, 1, 0)


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "mine.jsonl.gz", ROWS)
    monkeypatch.setattr("sys.argv", ["support", str(path)])
    assert main() == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["mine", "3", "100.0%", "0.0%", "0.0%"]


@pytest.mark.parametrize("rows", [[{"premise": "x"}], None])
def test_a_file_that_is_none(tmp_path: Path, rows: list[dict[str, str]] | None) -> None:
    path = tmp_path / "bad.jsonl.gz"
    if rows:
        write(path, rows)
    with pytest.raises(SuiteError, match=r"bad\.jsonl"):
        list(read_pairs(path))
