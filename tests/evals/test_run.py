import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from evals.cases import Case, make_cases
from evals.result import Result, read_results
from evals.run import run
from evals.suite import Pair
from rag.library import Library
from rag.types import Answer, Article, Citation, Question, Refusal, RefusalReason, Span

MakePair = Callable[..., Pair]
DAM = "What held?"
TOLL = "How many died?"


@pytest.fixture
def cases(article: Article, make_pair: MakePair) -> list[Case]:
    pairs = [make_pair(), make_pair(id="q2", question=TOLL, answers=(), gold=())]
    return make_cases("dam", pairs, {"dam": article}, scoped=True)


@pytest.fixture
def system(article: Article, make_table: Any) -> Any:
    held = Span(article.id, 1, 21, 34)
    return make_table({DAM: ("The dam", held), TOLL: None})


class AsksAModel:
    """Refuses, after asking a language model that counts its tokens."""

    def ask(self, question: Question) -> Answer:
        usage = {"input_tokens": 700, "output_tokens": 9, "total_tokens": 709}
        said = AIMessage("I cannot say.", usage_metadata=usage, response_metadata={"model_name": "fake"})
        GenericFakeChatModel(messages=iter([said])).invoke(question.text)
        return Answer(question.text, "No.", refusal=Refusal(RefusalReason.NOT_SAID, "No."))


def test_the_tokens_of_each_question_are_kept(cases: list[Case], library: Library, tmp_path: Path) -> None:
    results = run(cases, AsksAModel(), library, tmp_path / "run")
    assert [result.tokens for result in results] == [{"read": 700, "written": 9}] * 2
    assert read_results(tmp_path / "run" / "results.jsonl") == results


def test_every_case_gets_a_result_on_disk(cases: list[Case], system: Any, library: Library, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    results = run(cases, system, library, tmp_path / "run", progress=lambda n, total, r: seen.append((n, total, r.id)))
    assert [result.id for result in results] == ["q1", "q2"]
    assert seen == [(1, 2, "q1"), (2, 2, "q2")]
    first, second = results
    assert (first.answer, first.scores["f1"], first.lost) == ("The dam", 1, ())
    assert [shown.quote for shown in first.citations] == ["The dam held."]
    assert first.statements[0].citations == (1,)
    assert first.seconds > 0
    assert (second.refused, second.reason, second.scores["crag"]) == (True, "not_said", 1)
    assert read_results(tmp_path / "run" / "results.jsonl") == results
    kept = json.loads((tmp_path / "run" / "articles.json").read_text())
    assert [entry["version"] for entry in kept.values()] == [1]


def test_a_run_goes_on_where_it_stopped(cases: list[Case], system: Any, library: Library, tmp_path: Path) -> None:
    run(cases[:1], system, library, tmp_path)
    results = tmp_path / "results.jsonl"
    first = results.read_text()
    results.write_text(first + '{"id": "q2", "cut off')
    system.asked.clear()
    counts: list[int] = []
    both = run(cases, system, library, tmp_path, progress=lambda n, *_: counts.append(n))
    assert [question.text for question in system.asked] == [TOLL]
    assert counts == [2]
    assert results.read_text().startswith(first)
    assert read_results(results) == both


def test_a_question_that_fails_is_a_result(
    cases: list[Case], library: Library, tmp_path: Path, make_table: Any, article: Article
) -> None:
    results = run(cases, make_table({TOLL: None}), library, tmp_path)
    assert results[0].error == f"KeyError: '{DAM}'"
    assert results[0].refused
    assert results[0].scores["crag"] == -1
    assert results[1].error is None


def test_several_at_once_keep_the_order(cases: list[Case], system: Any, library: Library, tmp_path: Path) -> None:
    alone = run(cases, system, library, tmp_path / "one")
    together = run(cases, system, library, tmp_path / "two", workers=2)
    assert [(r.id, r.answer, r.scores) for r in together] == [(r.id, r.answer, r.scores) for r in alone]


def test_a_quote_of_a_version_that_is_gone_is_invalid(
    cases: list[Case], library: Library, tmp_path: Path, make_table: Any, article: Article
) -> None:
    stale = make_table({DAM: ("The dam", Span(article.id, 7, 21, 34)), TOLL: None})
    result = run(cases, stale, library, tmp_path)[0]
    assert result.citations[0].quote == ""
    assert result.scores["citation_validity"] == 0


def test_the_closest_passage_of_a_refusal_is_kept(
    cases: list[Case], library: Library, tmp_path: Path, article: Article
) -> None:
    class Refuses:
        def ask(self, question: Question) -> Answer:
            closest = Citation(1, Span(article.id, 1, 0, 20), "reader")
            return Answer(question.text, "no", refusal=Refusal(RefusalReason.NOT_SAID, "no", closest))

    result = run(cases, Refuses(), library, tmp_path)[1]
    assert result.citations[0].quote == "Rain fell all night."
    assert result.scores["citation_validity"] == 1
    assert result.statements == ()


def test_search_is_measured_where_there_is_a_gold_sentence(
    cases: list[Case], system: Any, library: Library, tmp_path: Path, article: Article
) -> None:
    passages = library.passages(article.id)
    results = run(cases, system, library, tmp_path, search=lambda question: passages[::-1])
    assert results[0].ranking == (False, True)
    assert results[0].findable == 1
    assert results[0].scores["mrr_10"] == 0.5
    assert results[1].ranking == ()


def test_results_of_other_questions_in_the_folder_are_left_out(
    cases: list[Case], system: Any, library: Library, tmp_path: Path
) -> None:
    run(cases, system, library, tmp_path)
    results: list[Result] = run(cases[1:], system, library, tmp_path)
    assert [result.id for result in results] == ["q2"]
