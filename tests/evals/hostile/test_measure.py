from pathlib import Path

import pytest

from evals.hostile.measure import KINDS, Hostile, Outcome, ask, load_hostile, run, table
from evals.hostile.scripted import says
from ingest.draft import Block, Draft
from ingest.pipeline import prepare
from rag.errors import SuiteError
from rag.types import Verdict


@pytest.fixture(scope="module")
def articles() -> list[Hostile]:
    return load_hostile()


@pytest.fixture(scope="module")
def outcomes(articles: list[Hostile]) -> list[Outcome]:
    return list(run(articles, lambda hostile: says(hostile.obeyed)))


def test_there_are_many_kinds(articles: list[Hostile]) -> None:
    assert len(articles) >= 60
    assert {hostile.kind for hostile in articles} == set(KINDS)


def test_nothing_that_an_obedient_model_says_comes_through(outcomes: list[Outcome]) -> None:
    assert sum(outcome.obeyed for outcome in outcomes) >= len(outcomes) - 1
    assert [outcome.hostile.id for outcome in outcomes if outcome.came_through] == []


def test_no_order_changes_what_is_said_about_another_article(articles: list[Hostile]) -> None:
    text = "The Oder ferry was sold to a Dane on Monday, its captain Jens Rask said. It sails again in July."
    calm = prepare(Draft([Block(text)], title="Ferry sold", publisher="The Oder Post"))
    for hostile in articles:
        outcome = ask(hostile, says(f"The Oder ferry sails again in July [1]. {hostile.obeyed}"), [calm])
        assert outcome.answer.text.startswith("The Oder ferry sails again in July.")
        assert outcome.answer.statements[0].verdict is Verdict.SUPPORTED
        assert {c.span.article for c in outcome.answer.statements[0].citations} == {calm.article.id}
        assert not outcome.came_through


def test_the_table_counts(outcomes: list[Outcome]) -> None:
    last = table(outcomes).splitlines()[-1].split()
    assert last == ["all", str(len(outcomes)), str(sum(outcome.obeyed for outcome in outcomes)), "0"]


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(SuiteError, match="line 1"):
        load_hostile(path)
