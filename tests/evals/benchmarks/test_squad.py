from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.benchmarks.questions import read_questions
from evals.benchmarks.squad import Best, answerable, best_threshold, gold_in_quote, is_measured, read_all, with_refusals
from rag.reader.train.examples import chooses

TEXT = "The dam held. " + "Rain fell all night on the hills. " * 40 + "Ada Quill spoke."
QUOTE = (TEXT.index("Ada"), len(TEXT))


def test_the_reader_reads_a_paragraph_whole_and_an_article_in_passages(
    write_set: Callable[..., Path], fixed_reader: Any
) -> None:
    questions = read_questions(write_set(("1", "t", "Who spoke?", TEXT, ["Ada Quill"])))
    reader = fixed_reader({"Who spoke?": ("Ada Quill", 3.0)})
    assert read_all(reader, questions, whole=True) == [Best("Ada Quill", 3.0, QUOTE)]
    assert read_all(reader, questions, whole=False) == [Best("Ada Quill", 3.0, QUOTE)]
    assert reader.texts[0] == [TEXT]
    assert len(reader.texts[1]) > 1


def test_nothing_found_is_an_empty_answer(write_set: Callable[..., Path], fixed_reader: Any) -> None:
    questions = read_questions(write_set(("1", "t", "Why?", TEXT, [])))
    (best,) = read_all(fixed_reader({}), questions, whole=True)
    assert best.text == ""


def test_progress(write_set: Callable[..., Path], fixed_reader: Any) -> None:
    questions = read_questions(write_set(*[(str(i), "t", "Why?", TEXT, []) for i in range(3)]))
    seen: list[tuple[int, int]] = []
    read_all(fixed_reader({}), questions, whole=True, progress=lambda *done: seen.append(done))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_answerable_always_gives_the_best_answer(write_set: Callable[..., Path]) -> None:
    questions = read_questions(write_set(("1", "t", "q", TEXT, ["The dam"]), ("2", "t", "q", TEXT, ["Ada Quill"])))
    figures = answerable(questions, [Best("dam", -9), Best("Quill", 9)])
    assert figures["exact_match"] == 0.5
    assert figures["f1"] == pytest.approx((1 + 2 / 3) / 2)


def test_the_gold_answer_stands_in_the_quote(write_set: Callable[..., Path]) -> None:
    questions = read_questions(write_set(("1", "t", "q", TEXT, ["Ada Quill"]), ("2", "t", "q", TEXT, ["The dam"])))
    assert gold_in_quote(questions, [Best("spoke", 1.0, QUOTE), Best("spoke", 1.0, QUOTE)]) == 0.5


def test_the_threshold_that_is_worth_most(write_set: Callable[..., Path]) -> None:
    questions = read_questions(
        write_set(
            ("1", "t", "q", TEXT, []),
            ("2", "t", "q", TEXT, ["The dam"]),
            ("3", "t", "q", TEXT, ["Ada Quill"]),
        )
    )
    # Withholding the lowest alone leaves three right.
    assert best_threshold(questions, [Best("x", 1.0), Best("dam", 2.0), Best("Ada Quill", 3.0)]) == 2.0
    # Where every answer is right or due, none is withheld.
    assert best_threshold(questions[1:], [Best("dam", 2.0), Best("Ada Quill", 3.0)]) == 2.0
    # Where none is due, all are.
    assert best_threshold(questions[:1], [Best("x", 1.0)]) > 1.0
    assert best_threshold([], []) == 0.0


def test_the_threshold_is_tuned_on_other_articles_than_it_is_measured_on(
    write_set: Callable[..., Path],
) -> None:
    titles = [str(n) for n in range(40)]
    rows = [row for t in titles for row in ((f"{t}a", t, "q", TEXT, ["The dam"]), (f"{t}n", t, "q", TEXT, []))]
    questions = read_questions(write_set(*rows))
    read = [Best("dam", 4.0 if is_measured(q) else 5.0) if q.answers else Best("x", 1.0) for q in questions]
    figures = with_refusals(questions, read)
    assert figures["threshold"] == 5.0
    assert figures["tuned_on"] == sum(chooses(question.title) for question in questions) > 0
    assert figures["questions"] == sum(map(is_measured, questions)) > 0
    # The other half's right answers score 4, below the threshold: refused.
    assert figures["has_answer_f1"] == 0
    assert figures["no_answer"] == 1
