import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from evals import gate
from evals.benchmarks.measure import Measured
from evals.benchmarks.published import Published
from evals.sabotage import Damage
from rag import owner
from rag.errors import SuiteError
from rag.owner import Owner
from ui.cli import evaluate as cli

ASK = "who urged Kyiv to tone down?"
app = typer.Typer()
app.command()(cli.evaluate)


def call(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "baseline.json"
    monkeypatch.setattr(gate, "BASELINE", path)
    return path


def test_the_table(small_suite: Path) -> None:
    out = call().stdout
    assert "Token F1" in out
    assert "1.000" in out
    assert "nothing to measure" in out  # no speaker was asked for
    assert "report.html" in out


def test_json_is_one_object(small_suite: Path) -> None:
    figures = json.loads(call("dam", "--json").stdout)
    assert (figures["questions"], figures["f1"], figures["refusal_recall"]) == (2, 1.0, 1.0)
    assert figures["suites"] == {"dam": 2}
    assert Path(figures["run"]).joinpath("report.html").exists()


def test_runs_are_kept_where_asked(small_suite: Path, tmp_path: Path) -> None:
    figures = json.loads(call("--json", "--runs", str(tmp_path / "here")).stdout)
    assert Path(figures["run"]).parent == tmp_path / "here"


def test_what_changed(small_suite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = json.loads(call("--json").stdout)["run"]
    suite = small_suite / "dam.jsonl"
    suite.write_text(suite.read_text(encoding="utf-8").replace('["the dam"]', '["[red]the bridge"]'), encoding="utf-8")
    out = call("--compare", first).stdout
    assert "Change since the earlier run" in out
    assert "worse: What held? (q1): The dam" in out
    assert "only one of the two runs" not in out
    suite.write_text(suite.read_text(encoding="utf-8").replace('"q2"', '"q3"'), encoding="utf-8")
    assert (
        "Questions that only one of the two runs has, and which are not compared: 2." in call("--compare", first).stdout
    )


def test_sabotage_shows_which_figures_notice(small_suite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damages = [Damage("shuffled", "f1", 0.9, 0.1), Damage("gone", "hits_4", None, None)]
    monkeypatch.setattr("evals.evaluate.sabotage", lambda *_: damages)
    out = call("--sabotage").stdout
    assert re.search(r"shuffled\W+f1\W+0\.900\W+0\.100", out)
    told = json.loads(call("--sabotage", "--json").stdout)["sabotage"]
    assert [(one["breakage"], one["noticed"]) for one in told] == [("shuffled", True), ("gone", False)]
    assert "sabotage" not in json.loads(call("--json").stdout)


def test_the_gate(small_suite: Path, baseline: Path) -> None:
    assert call("--raise-floors").exit_code == 0
    assert json.loads(baseline.read_text())["floors"]["f1"] == 1.0
    assert call("--gate").exit_code == 0
    floors = json.loads(baseline.read_text())
    floors["floors"]["mrr_10"] = 2.0
    baseline.write_text(json.dumps(floors))
    fallen = call("--gate")
    assert fallen.exit_code == cli.FALLEN
    assert "mrr_10: 1.0000 is below the floor of 2.0000" in fallen.stderr


def test_floors_fall_only_with_a_reason(small_suite: Path, baseline: Path) -> None:
    call("--raise-floors")
    floors = json.loads(baseline.read_text())
    floors["floors"]["mrr_10"] = 2.0
    baseline.write_text(json.dumps(floors))
    with pytest.raises(SuiteError, match="would fall"):
        call("--raise-floors")
    assert call("--lower-floors", "it could never be reached").exit_code == 0
    assert json.loads(baseline.read_text())["lowered"][0]["reason"] == "it could never be reached"


@pytest.mark.parametrize("gated", [("--gate",), ("--raise-floors",), ("--lower-floors", "a reason")])
@pytest.mark.parametrize("other", [("dam",), ("--whole-library",), ("--answerer", "openai:x")])
def test_floors_are_those_of_all_shipped_suites_and_the_reader(
    small_suite: Path, baseline: Path, gated: tuple[str, ...], other: tuple[str, ...]
) -> None:
    ended = call(*gated, *other)
    assert ended.exit_code == 2
    assert "the floors belong to all shipped suites" in re.sub(r"[│\s]+", " ", ended.stderr)
    assert not baseline.exists()


def test_a_benchmark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: dict[str, Any] = {}

    def measure(name: str, path: Path, **options: Any) -> Measured:
        seen.update(options, name=name, path=path)
        options["progress"](1, 2)
        published = (
            Published("BERT [base]", {"f1": 88.5}, "dev", "a paper"),
            Published("RAG", {"mrr": 7}, "all", "b"),
        )
        return Measured(
            name, "test only", "abcdef0123456789", {"reading": {"f1": 0.5, "n": 3, "none": None}}, published
        )

    monkeypatch.setattr("evals.benchmarks.measure.measure", measure)
    out = call("--benchmark", "squad1", "--data", "set.jsonl", "--limit", "3").stdout
    assert (seen["name"], seen["path"], seen["limit"]) == ("squad1", Path("set.jsonl"), 3)
    for words in ("squad1: reading", "0.500", "nothing to measure", "test only", "abcdef012345"):
        assert words in out
    rows = [re.findall(r"[^│┃ ][^│┃]*[^│┃ ]", line) for line in out.splitlines()]
    assert ["In percent", "f1", "mrr", "Set", "Source"] in rows
    assert ["Pullquote: reading", "50.0", "this set", "this run"] in rows
    assert ["BERT [base]", "88.5", "dev", "a paper"] in rows
    told = json.loads(call("--benchmark", "squad1", "--data", "set.jsonl", "--json").stdout)
    assert told["figures"] == {"reading": {"f1": 0.5, "n": 3, "none": None}}


def test_a_benchmark_needs_its_data() -> None:
    result = call("--benchmark", "squad1")
    assert result.exit_code == 2
    assert "--data" in result.stderr


def test_the_terminal_does_not_wait_for_what_it_may_not_use() -> None:
    code = (
        "import sys, ui.cli.evaluate; print(sorted({'numpy', 'chromadb', 'onnxruntime', 'torch'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"


@pytest.fixture
def owned(tmp_path: Path, server: Owner) -> Path:
    """A file of own pairs, beside a library that a server owns."""
    (tmp_path / "home").mkdir()
    owner.write(tmp_path / "home", server)
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(f"question,answer\n{ASK},Mike Waltz\n{ASK},Marco Rubio\nwhy did Waltz resign?,\n")
    return pairs


def test_own_pairs_are_asked_of_the_server_that_owns_the_library(command, owned: Path, tmp_path: Path) -> None:
    ended = command("eval", str(owned), "--json")
    assert ended.code == 0, ended.err
    figures = json.loads(ended.out)
    assert (figures["questions"], figures["refusal_recall"], figures["citation_validity"]) == (3, 1.0, 1.0)
    assert figures["right"] == pytest.approx(2 / 3)
    report = Path(figures["run"], "report.html").read_text(encoding="utf-8")
    assert "They need to tone it down" in report


@pytest.mark.parametrize(
    ("option", "said"),
    [(("--sabotage",), "cannot be broken on purpose"), (("--answerer", "openai:tiny"), "Stop it to ask openai:tiny")],
)
def test_what_a_server_cannot_do_is_said(command, owned: Path, option: tuple[str, ...], said: str) -> None:
    ended = command("eval", str(owned), *option)
    assert (ended.code, said in ended.err) == (1, True)
