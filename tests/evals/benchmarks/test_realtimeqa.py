import json
from pathlib import Path
from typing import Any

import pytest

from evals.benchmarks.realtimeqa import choose, measure, read_quiz
from rag.errors import SuiteError
from rag.library import Library
from rag.reader.read import Reading
from rag.types import Passage, Span

ASKED = {"question_sentence": "Who spoke of the dam?", "choices": ["Ivo Reed", "Ada Quill"], "answer": ["1"]}


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    questions = [{"question_id": "1", **ASKED}, {"question_id": "2", **ASKED}]
    pages = [
        {"question_id": "1", "search_result": [{"title": "Dam", "text": "Rain fell.\n\nAda Quill spoke of the dam."}]},
        {"question_id": "2", "search_result": [{"title": "Empty", "text": ""}]},
    ]
    (tmp_path / "1_qa.jsonl").write_text("\n".join(map(json.dumps, questions)))
    (tmp_path / "1_gcs.jsonl").write_text("\n".join(map(json.dumps, pages)))
    return tmp_path / "1_qa.jsonl"


def reading(text: str, score: float) -> Reading:
    span = Span("a", 1, 0, len(text))
    return Reading(span, text, score, Passage("a:1:0", span, text))


def test_questions_have_the_articles_that_were_found(quiz: Path) -> None:
    asked, without = read_quiz(quiz)
    assert (asked.right, asked.choices) == (1, ("Ivo Reed", "Ada Quill"))
    assert [article.text for article in asked.articles] == ["Rain fell.\n\nAda Quill spoke of the dam."]
    assert without.articles == ()
    assert len(read_quiz(quiz, limit=1)) == 1


def test_both_tasks(quiz: Path, letters: Any, fixed_reader: Any, tmp_path: Path) -> None:
    reader = fixed_reader({ASKED["question_sentence"]: ("Ada Quill", 3.0)})
    with Library.open(tmp_path / "library", letters) as library:
        found = measure(read_quiz(quiz), library, letters, reader)
    # Nothing was found for the second question: it stays without an answer, and counts.
    assert found["open"]["exact_match"] == 0.5
    assert found["multiple choice"] == {"questions": 2, "accuracy": 0.5}


def test_the_choice_that_shares_most_words_is_chosen() -> None:
    assert choose(["20%", "60%"], [reading("about 60%", 1.0), reading("nobody", 9.0)]) == 1
    assert choose(["red", "blue"], [reading("red", 1.0), reading("blue", 2.0)]) == 1
    assert choose(["red", "blue"], []) == 0


def test_the_file_must_have_the_name_of_the_set(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"should be named DATE_qa\.jsonl"):
        read_quiz(tmp_path / "set.jsonl")
