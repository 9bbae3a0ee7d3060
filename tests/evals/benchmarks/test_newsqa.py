from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.benchmarks.newsqa import gold_spans, retrieval, store_all
from evals.benchmarks.questions import read_questions
from evals.benchmarks.ranking import to_article
from rag.library import Library

FIRST = "(CNN) -- The  dam held.\n\n\n\n  Mayor Ada Quill spoke of it on Friday.\n"
SECOND = "Rain fell.\n\nThe river rose by nine feet, said Ivo Reed."


def test_gold_answers_are_found_after_the_white_space_changed(write_set: Callable[..., Path]) -> None:
    (question,) = read_questions(write_set(("1", "t", "Who?", FIRST, ["dam held", "Ada Quill"])))
    article = to_article(FIRST)
    assert article.text == "(CNN) -- The dam held.\n\nMayor Ada Quill spoke of it on Friday."
    spans = gold_spans(question, article)
    assert [article.text[span.start : span.end] for span in spans] == ["dam held", "Ada Quill"]


def test_an_answer_of_white_space_is_none(write_set: Callable[..., Path]) -> None:
    (question,) = read_questions(write_set(("1", "t", "Who?", FIRST, ["\n"])))
    assert gold_spans(question, to_article(FIRST)) == []


@pytest.fixture
def stored(write_set: Callable[..., Path], tmp_path: Path, letters: Any) -> Any:
    questions = read_questions(
        write_set(
            ("1", "t", "who spoke of the dam", FIRST, ["Ada Quill"]),
            ("2", "t", "how many feet", SECOND, ["nine feet"]),
            ("3", "t", "who spoke of the dam", SECOND, ["Ivo Reed"]),
        )
    )
    with Library.open(tmp_path / "library", letters) as library:
        yield questions, store_all(questions, library, letters), library


def test_every_article_is_stored_once(stored: Any) -> None:
    _, articles, library = stored
    assert set(articles) == {FIRST, SECOND}
    assert library.count() == 2


def test_rankings_worked_by_hand(stored: Any, fixed_reader: Any) -> None:
    questions, articles, library = stored
    seen: list[int] = []
    reader = fixed_reader({"who spoke of the dam": ("Ivo Reed", 1.0)})
    figures = retrieval(questions, articles, library, reader, lambda n, _: seen.append(n))
    assert seen == [1, 2, 3]
    assert list(figures) == ["dense", "lexical", "fused", "fused and read"]
    assert all(way["questions"] == 3 for way in figures.values())
    # By words, the first two are found first; the third shares no word with its passage.
    assert figures["lexical"]["hits_1"] == pytest.approx(2 / 3)
    # The reader puts Ivo Reed's passage first: wrong for the first question, right for the third.
    read = figures["fused and read"]
    assert read["mrr_10"] == pytest.approx((1 / 2 + 1 + 1) / 3)
