import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

import ingest
from rag import Settings, open_pullquote
from ui.cli import app

ARTICLES = Path(__file__).parents[3] / "evals" / "articles"

ASK = "who urged kyiv to tone down?"


PROGRAM = """
import pathlib, sys
from ui.cli import main
seen = pathlib.Path(sys.argv.pop())
try:
    main()
finally:
    seen.write_text(" ".join(sys.modules))
"""
LATER = {
    "torch", "sentence_transformers", "gradio", "fastapi", "trafilatura", "chromadb", "langchain_core",
    "langchain_chroma", "langsmith", "httpx", "asyncio", "ui.client", "evals.evaluate", "rag.writer.write",
}  # fmt: skip
"""Slow to import, and needed by other commands only, or to search many passages."""
LATER_THAN_HELP = LATER | {"argon2", "numpy", "onnxruntime", "pydantic", "sqlite3", "rich"}


def run(home: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """Run the command in a process of its own; returns how it ended, and the packages that it imported."""
    seen = home.parent / "modules.txt"
    environment = {"PULLQUOTE_HOME": str(home), "PATH": "", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", PROGRAM, *arguments, str(seen)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own code
    return done, set(seen.read_text().split())


def test_the_command_answers_without_what_others_need(sample_home, tmp_path: Path) -> None:
    done, imported = run(tmp_path / "home", "ask", ASK)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Mike Waltz\n\n[1] “They need to tone it down")
    assert "\x1b" not in done.stdout
    assert LATER & imported == set()


def test_a_larger_library_is_searched_without_them_too(sample_home, tmp_path: Path) -> None:
    with open_pullquote(Settings(home=tmp_path / "home")) as pullquote:
        for file in sorted(ARTICLES.glob("*.txt"))[:6]:
            ingest.add(file, pullquote.library, pullquote.embedder)
    done, imported = run(tmp_path / "home", "ask", ASK)
    assert done.stdout.startswith("Mike Waltz\n\n[1] “They need to tone it down")
    assert "chromadb_rust_bindings" not in imported  # what words find is enough
    assert LATER & imported == set()
    done, imported = run(tmp_path / "home", "ask", "is it a blow to Ukraine?")
    assert "blow to Ukraine" in done.stdout
    assert "chromadb_rust_bindings" in imported
    assert LATER & imported == set()


def test_help_comes_at_once(tmp_path: Path) -> None:
    done, imported = run(tmp_path / "home", "--help")
    assert done.returncode == 0
    assert LATER_THAN_HELP & imported == set()


@pytest.mark.parametrize("arguments", [("ask",), ("nonsense",), ("ask", ASK, "--nonsense")])
def test_usage_errors_exit_with_2(command, arguments: tuple[str, ...]) -> None:
    ended = command(*arguments)
    assert (ended.code, ended.out) == (2, "")


def test_help_names_every_command(command) -> None:
    shown = command("--help").out
    for name in (
        "ask",
        "chat",
        "check-quote",
        "add",
        "articles",
        "show",
        "versions",
        "diff",
        "remove",
        "eval",
        "serve",
    ):
        assert f" {name} " in shown


def commands(group, above: str = "") -> Iterator[tuple[str, str]]:
    for name, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from commands(one, f"{above}{name} ")
        else:
            yield f"{above}{name}", one.help or ""


def test_every_command_has_examples_in_its_help() -> None:
    helps = dict(commands(typer.main.get_command(app)))
    assert [name for name, text in helps.items() if f"pullquote {name}" not in text.partition("Examples:")[2]] == []


@pytest.mark.parametrize(
    "words",
    ["articles", "show {article}", "versions {article}", "diff {article} 1 1", "search Waltz", "check-quote Waltz",
     "check {file}", "extract {file}", "ask who?", "refresh", "models", "doctor", "config", "token list", "users list",
     "users log", "eval {pairs}"],
)  # fmt: skip
def test_every_json_is_an_object_with_the_number_of_its_format(
    command, sample_home, sample_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")  # nothing is asked of another host
    file, pairs = tmp_path / "draft.txt", tmp_path / "pairs.csv"
    file.write_text("Waltz spoke to Fox News about the deal that the United States wants.")
    pairs.write_text(f"question,answer\n{ASK},Mike Waltz\n")
    ended = command(*words.format(article=sample_id, file=file, pairs=pairs).split(), "--json")
    assert next(iter(json.loads(ended.out))) == "format"


def test_a_library_in_use_by_a_process_that_does_not_answer_is_told_in_one_line(command, tmp_path: Path) -> None:
    with open_pullquote(Settings(home=tmp_path / "home")):
        ended = command("articles")
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "is in use by process" in ended.err
