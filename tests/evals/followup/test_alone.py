import json
from pathlib import Path

import pytest

from evals.followup.alone import Disturbed, disturbed, main
from evals.followup.dialogs import load_dialogs


def test_only_questions_that_are_changed_are_returned() -> None:
    after_waltz = [one for one in load_dialogs() if one.id == "waltz-job"]
    asked = ["how old is he?", "when was the dam built?"]
    assert disturbed(asked, after_waltz) == [Disturbed("how old is he?", "how old is Mike Waltz?")]


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "alone.jsonl"
    row = {"id": "1", "title": "", "question": "when was the dam built?", "context": "In 1962.", "answers": []}
    path.write_text(json.dumps(row), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["alone", str(path)])
    assert main() == 0
    assert "1 questions, 0.00 % changed" in capsys.readouterr().out
    monkeypatch.setattr("sys.argv", ["alone", str(tmp_path / "none.jsonl")])
    assert main() == 1
    assert "none.jsonl" in capsys.readouterr().err
