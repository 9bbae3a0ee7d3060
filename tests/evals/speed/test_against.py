from typing import Any

import pytest

from evals.cases import Case, make_cases
from evals.speed.against import add_all, questions
from evals.suite import Pair
from rag.errors import PullquoteError
from rag.library import Library
from rag.types import Article, Span


@pytest.fixture
def cases(article: Article) -> list[Case]:
    pair = Pair("q1", ("dam",), "What held?", "what", ("the dam",), ("The dam held.",))
    return make_cases("dam", [pair], {"dam": article}, scoped=True)


def test_both_are_asked_the_same_and_scored_alike(
    cases: list[Case], library: Library, article: Article, make_table: Any
) -> None:
    ours = make_table({"What held?": ("The dam", Span(article.id, 1, 21, 34))})
    ours.library = library
    theirs = make_table({"What held?": ("the night", Span(article.id, 1, 0, 20))})
    told = questions(cases, ours, theirs, repeats=2)
    assert (len(ours.asked), len(theirs.asked)) == (2, 2)
    assert (told["ours"]["f1"], told["ours"]["citation_precision"]) == (1, 1)
    assert (told["tutorial"]["f1"], told["tutorial"]["citation_precision"]) == (0, 0)
    assert (told["ours"]["citation_characters"], told["tutorial"]["citation_characters"]) == (13, 20)
    assert told["f1_difference"]["difference"] == 1
    for latency in ("latency_p50_tutorial_to_ours", "latency_p95_tutorial_to_ours"):
        assert told[latency]["repeats"] == 2
        assert 0 < told[latency]["low"] <= told[latency]["median"] <= told[latency]["high"]


def test_a_question_that_fails_is_no_refusal_and_no_time(cases: list[Case], library: Library, make_table: Any) -> None:
    ours = make_table({"What held?": None})
    ours.library = library
    with pytest.raises(PullquoteError, match=r"“What held\?” failed, so nothing can be compared: KeyError"):
        questions(cases, ours, make_table({}), repeats=1)


def test_adding_splits_embeds_and_stores(library: Library, make_article: Any, letters: Any) -> None:
    before = library.count()
    add_all([make_article("A second article. It is short.", id="c" * 12)], library, letters)
    assert library.count() == before + 1
    assert [passage.text for passage in library.passages("c" * 12)] == ["A second article. It is short."]
