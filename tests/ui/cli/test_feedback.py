from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.suite import load_suite
from rag import open_pullquote
from rag.feedback import Fault, Feedback
from rag.settings import Settings
from rag.types import Answer, Turn
from ui.cli import app


def test_feedback_becomes_a_file_that_the_eval_command_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_pullquote(Settings(home=tmp_path / "home")) as pullquote:
        book = pullquote.library.feedback
        before = (Turn("where?", "Oslo", articles=("a" * 12,)),)
        book.give("me", "a", 0, Feedback(Answer("who?", "Ann"), before, Fault.WRONG_ANSWER, "Bob"))
        book.give("me", "a", 1, Feedback(Answer("when?", "Friday"), fault=Fault.MISSING))
    monkeypatch.setenv("PULLQUOTE_HOME", str(tmp_path / "home"))
    file = tmp_path / "cases.jsonl"
    done = CliRunner().invoke(app, ["feedback", str(file)])
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("1 case; 1 left out")
    (pair,) = load_suite(file)
    assert (pair.question, pair.answers) == ("who?", ("Bob",))
    assert [(turn.question, turn.answer) for turn in pair.history] == [("where?", "Oslo")]
    assert json.loads(CliRunner().invoke(app, ["feedback"]).stdout)["question"] == "who?"
