"""The tables of the documentation, of figures that are made up; and the places that they are put in."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from evals import docs
from evals.benchmarks.measure import USES
from evals.report import LABELS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def parts() -> dict[str, Any]:
    read = {"questions": 300, "f1": 0.832, "exact_match": 0.756, "gold_in_quote": 0.91}
    published = [{"system": "BERT", "figures": {"f1": 88.5}}]
    made: dict[str, Any] = {
        name: {"figures": {"reading": read}, "published": published} for name in docs.SETS if name != "extraction"
    }
    found = {"hits_1": 0.25, "hits_4": 0.5, "hits_10": 0.75, "mrr_10": None}
    made["newsqa"]["figures"] |= dict.fromkeys(docs.WAYS, found)
    made["extraction"] = {"figures": {"pullquote": {"precision": 0.99, "recall": 0.98, "f1": 0.987}}}
    figures = {**dict.fromkeys(LABELS, 0.5), "judged": None, "questions": 419, "seconds_p50": 0.3, "seconds_p95": 1.0}
    damage = {"breakage": "quotes changed", "figure": "citation_validity", "sound": 1.0, "broken": 0.0}
    made["suites"] = {"figures": figures, "damages": [damage]}
    return made


def test_every_figure_stands_in_a_table(parts: dict[str, Any]) -> None:
    made = docs.tables(parts, None)
    command = "`pullquote eval --benchmark squad1 --data squad1-dev.jsonl.gz`"
    assert (
        f"| SQuAD 1.1, the half that was not tuned on | 300 | 83.2 | 75.6 | 91.0 | BERT 88.5 | {command} |"
        in made["reading"]
    )
    assert "| both, fused | 0.250 | 0.500 | 0.750 | nothing to measure |" in made["retrieval"]
    assert "| pullquote | 0.990 | 0.980 | 0.987 |" in made["extraction"]
    assert "| Citation validity | 0.500 |" in made["suites"]
    assert "judge" not in made["suites"]
    assert "| quotes changed | Citation validity | 1.000 | 0.000 |" in made["sabotage"]


def test_fewer_questions_are_named_in_the_command(parts: dict[str, Any]) -> None:
    assert "--data squad1-dev.jsonl.gz --limit 7`" in docs.tables(parts, 7)["reading"]


def test_every_set_is_a_benchmark() -> None:
    assert set(docs.SETS) <= set(USES)


def test_every_table_has_its_place_on_a_page(parts: dict[str, Any]) -> None:
    places = {name for page in docs.PAGES for name in re.findall(r"<!-- figures: (.+?) -->", (ROOT / page).read_text())}
    assert set(docs.tables(parts, None)) <= places


def test_the_command_measures_and_fills_the_pages(
    parts: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, measured = tmp_path / "page.md", []
    page.write_text("<!-- figures: sabotage -->\n<!-- end of figures -->\n")

    def benchmark(name: str, path: Path, limit: int | None) -> Any:
        measured.append((name, path.name, limit))
        return parts[name]

    monkeypatch.setattr(docs, "_benchmark", benchmark)
    monkeypatch.setattr(docs, "_suites", lambda runs: parts["suites"])
    arguments = ["docs", "--data", "sets", "--limit", "9", "--to", str(tmp_path / "docs.json"), "--pages", str(page)]
    monkeypatch.setattr(sys, "argv", arguments)
    docs.main()
    assert ("newsqa", "newsqa-a.jsonl.gz", 9) in measured
    assert len(measured) == len(docs.SETS)
    assert "| quotes changed |" in page.read_text()
