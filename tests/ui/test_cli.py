import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest import sample
from ui.cli import app, main

ASK = "who urged kyiv to tone down?"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the sample article."""
    folder = tmp_path_factory.mktemp("home")
    result = run(folder, "add", str(sample.path()))
    assert result.returncode == 0
    return folder


def run(home: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the real command in a process of its own."""
    command = [sys.executable, "-m", "ui.cli", *arguments]
    environment = {"PULLQUOTE_HOME": str(home), "PATH": "", "PYTHONUTF8": "1"}
    return subprocess.run(command, env=environment, input=typed, capture_output=True, text=True, check=False)  # noqa: S603 - our own code


def test_ask_prints_the_answer_and_its_quote(home: Path) -> None:
    result = run(home, "ask", ASK)
    assert result.returncode == 0
    assert result.stdout.startswith("Mike Waltz\n")
    assert "[1] “They need to tone it down" in result.stdout


def test_ask_json_keeps_its_keys(home: Path) -> None:
    answer = json.loads(run(home, "ask", ASK, "--json").stdout)
    assert {
        "question", "answer", "refused", "reason", "confidence", "answerer", "statements", "timings",
    } <= set(answer)  # fmt: skip
    assert answer["answer"] == "Mike Waltz"
    assert answer["refused"] is False
    citation = answer["statements"][0]["citations"][0]
    assert {"number", "article", "version", "start", "end", "quote"} == set(citation)
    assert set(answer["statements"][0]) == {"text", "verdict", "citations"}
    stored = json.loads(run(home, "articles", "--json").stdout)
    assert citation["article"] == stored[0]["id"]
    assert citation["quote"] == answer["statements"][0]["text"]


def test_a_refusal_exits_with_3(home: Path) -> None:
    result = run(home, "ask", "why did Waltz resign?", "--json")
    assert result.returncode == 3
    assert json.loads(result.stdout)["refused"] is True
    assert json.loads(result.stdout)["statements"] == []


def test_a_question_that_cannot_be_asked_exits_with_1(home: Path) -> None:
    result = run(home, "ask", "   ")
    assert result.returncode == 1
    assert "The question is empty" in result.stderr
    assert "Traceback" not in result.stderr


def test_usage_errors_exit_with_2(home: Path) -> None:
    assert run(home, "ask").returncode == 2
    assert run(home, "nonsense").returncode == 2


def test_adding_twice_changes_nothing(home: Path) -> None:
    again = run(home, "add", str(sample.path()))
    assert again.stdout.startswith("unchanged:")
    assert "1 article\n" in run(home, "articles").stdout


def test_add_reads_pasted_text_and_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    pasted = "Bridge opens\n\nThe mayor, Ida Holm, opened the new bridge in Tarnby on Monday after nine years of work."
    result = run(tmp_path, "add", str(tmp_path / "missing.txt"), "-", typed=pasted)
    assert result.returncode == 1
    assert "missing.txt" in result.stderr
    assert result.stdout.startswith("added:")
    assert run(tmp_path, "ask", "who opened the bridge?").stdout.startswith("Ida Holm")


def test_articles_are_listed_with_their_day(home: Path) -> None:
    assert "2025-02-20" in run(home, "articles").stdout


def test_help_names_every_command() -> None:
    shown = CliRunner().invoke(app, ["--help"]).stdout
    for command in ("serve", "add", "ask", "articles", "eval"):
        assert command in shown


def test_main_tells_a_busy_library_in_one_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from rag import open_pullquote
    from rag.settings import Settings

    monkeypatch.setenv("PULLQUOTE_HOME", str(home))
    monkeypatch.setattr(sys, "argv", ["pullquote", "articles"])
    with open_pullquote(Settings(home=home)), pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    assert "is in use by process" in capsys.readouterr().err


def test_a_folder_is_added_and_a_bad_file_does_not_stop_it(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "empty.txt").write_text("")
    text = "Bridge opens\n\nThe mayor, Ida Holm, opened the new bridge in Tarnby on Monday after nine years of work."
    (folder / "full.txt").write_text(text)
    result = run(tmp_path / "home", "add", str(folder))
    assert result.returncode == 1
    assert "empty.txt" in result.stderr
    assert result.stdout.count("added:") == 1


def test_extract_shows_what_would_be_stored_and_stores_nothing(tmp_path: Path) -> None:
    shown = json.loads(run(tmp_path, "extract", str(sample.path()), "--json").stdout)
    assert {"title", "publisher", "authors", "published", "modified", "language", "text", "dropped"} <= set(shown)
    assert shown["published"] == "2025-02-20"
    assert "Also read" not in shown["text"]
    assert any("Also read" in dropped["text"] for dropped in shown["dropped"])
    assert "published: 2025-02-20" in run(tmp_path, "extract", str(sample.path())).stdout
    assert "0 articles" in run(tmp_path, "articles").stdout
