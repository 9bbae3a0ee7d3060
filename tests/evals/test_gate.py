from pathlib import Path

import pytest

from evals.evaluate import Evaluation
from evals.gate import BASELINE, GATED, Baseline, check, read_baseline, update, write_baseline
from evals.report import LABELS, Figures, summarize
from rag.errors import SuiteError

BASE = Baseline("corpus", 0.02, {"f1": 0.8, "citation_validity": 1.0})


def figures(**values: float | None) -> Figures:
    return {"f1": 0.8, "citation_validity": 1.0} | values


def test_every_gated_figure_is_a_measure() -> None:
    assert set(GATED) <= set(LABELS)


def test_the_gate_passes_at_the_floor_and_within_the_tolerance() -> None:
    assert check(figures(), "corpus", BASE) == []
    assert check(figures(f1=0.781), "corpus", BASE) == []


def test_the_gate_names_what_fell() -> None:
    assert check(figures(f1=0.77), "corpus", BASE) == ["f1: 0.7700 is below the floor of 0.8000 (tolerance 0.02)."]
    assert check(figures(f1=None), "corpus", BASE) == ["f1: nothing to measure, the floor is 0.8000."]


def test_no_tolerance_for_quotes_that_are_not_in_the_article() -> None:
    (short,) = check(figures(citation_validity=0.999), "corpus", BASE)
    assert short.startswith("citation_validity: 0.9990 is below the floor of 1.0000 (tolerance 0)")


def test_other_questions_need_other_floors() -> None:
    (short,) = check(figures(f1=1.0), "another", BASE)
    assert "not those that the floors were measured on" in short


def test_floors_rise_to_what_was_measured() -> None:
    raised = update(figures(f1=0.91239), "new corpus", BASE)
    assert raised.floors == {"f1": 0.9123, "citation_validity": 1.0}
    assert raised.corpus == "new corpus"
    assert raised.lowered == ()
    assert check(figures(f1=0.91239), "new corpus", raised) == []


def test_a_floor_falls_only_with_a_reason_that_is_kept() -> None:
    with pytest.raises(SuiteError, match=r"f1 0\.8000 to 0\.7000"):
        update(figures(f1=0.7), "corpus", BASE)
    with pytest.raises(SuiteError, match="would fall"):
        update(figures(f1=0.7), "corpus", BASE, lower="  ")
    lowered = update(figures(f1=0.7), "corpus", BASE, lower="harder questions")
    assert lowered.floors["f1"] == 0.7
    (entry,) = lowered.lowered
    assert (entry.figure, entry.old, entry.new, entry.reason) == ("f1", 0.8, 0.7, "harder questions")
    again = update(figures(f1=0.6), "corpus", lowered, lower="still harder")
    assert [entry.reason for entry in again.lowered] == ["harder questions", "still harder"]


def test_a_figure_that_is_no_longer_measured_is_a_floor_that_falls() -> None:
    with pytest.raises(SuiteError, match="f1"):
        update(figures(f1=None), "corpus", BASE)


def test_floors_survive_the_file(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    lowered = update(figures(f1=0.7), "corpus", BASE, lower="“harder”")
    write_baseline(lowered, path)
    assert read_baseline(path) == lowered


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    with pytest.raises(SuiteError, match=r"baseline\.json"):
        read_baseline(path)
    path.write_text('{"floors": 3}')
    with pytest.raises(SuiteError, match=r"baseline\.json"):
        read_baseline(path)


@pytest.mark.timeout(900)  # asks every shipped question
def test_no_figure_of_the_shipped_suites_is_below_its_floor(whole: Evaluation) -> None:
    assert check(summarize(whole.results), whole.facts["corpus"], read_baseline(BASELINE)) == []


@pytest.mark.timeout(900)
def test_no_question_fails(whole: Evaluation) -> None:
    assert [(result.id, result.error) for result in whole.results if result.error] == []
