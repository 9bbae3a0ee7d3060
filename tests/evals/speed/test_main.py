import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from evals.speed import __main__ as bench

NAMES = ("against", "limit", "candidates", "growth", "users", "plot")
PARTS = {
    "_grow": "growth",
    "_read": "reading",
    "_add": "adding",
    "measure_memory": "adding memory",
    "questions": "questions",
    "_chat": "chat",
    "_shares": "shares",
    "users_at_once": "users",
    "start": "start",
    "_alone": "alone",
}


@pytest.fixture
def measured(parts: dict[str, Any], chat: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every part is measured by a stand-in; returns the parts that were measured, in order."""
    done: list[str] = []
    known = parts | {"chat": chat, "adding memory": {}}
    for function, part in PARTS.items():

        def measure(*_: object, part: str = part) -> Any:
            done.append(part)
            return known[part]

        monkeypatch.setattr(bench, function, measure)

    @contextmanager
    def systems() -> Any:
        yield SimpleNamespace(articles={}, ours=SimpleNamespace(ask=None), tutorial=None)

    monkeypatch.setattr(bench, "_systems", systems)
    case = SimpleNamespace(question=SimpleNamespace(text="Who?"))
    monkeypatch.setattr(bench, "draw", lambda articles, count: [case])
    return done


def run(monkeypatch: pytest.MonkeyPatch, *options: str) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", *options])
    bench.main()


def test_one_command_measures_everything_and_fills_the_page(
    measured: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("".join(f"<!-- figures: {name} -->\n<!-- end of figures -->\n" for name in NAMES))
    to, drawing = tmp_path / "bench.json", tmp_path / "bench.svg"
    run(monkeypatch, "--to", str(to), "--plot", str(drawing), "--page", str(page))
    assert measured == [part for part in PARTS.values() if part != "chat"]
    assert "](bench.svg)" in page.read_text()
    assert "| 50 | 4.6 | 1.50 | 9.00 |" in page.read_text()
    assert drawing.read_text().startswith("<?xml")
    assert "| articles added a second |" in capsys.readouterr().out


def test_a_chat_model_is_asked_when_it_is_named(
    measured: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "--to", str(tmp_path / "bench.json"), "--chat-model", "openai:x")
    assert "chat" in measured
    assert "token F1, openai:x" in capsys.readouterr().out


def test_the_page_of_the_docs_has_every_place() -> None:
    page = (Path(__file__).parents[3] / "docs" / "benchmarks.md").read_text()
    assert all(f"<!-- figures: {name} -->" in page for name in NAMES)
