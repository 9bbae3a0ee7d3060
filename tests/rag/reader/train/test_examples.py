import gzip
import json
from pathlib import Path

from rag.reader.train.examples import Example, chooses, in_tuning_half, read_examples, teaches_refusal


def test_questions_are_read_with_and_without_an_answer(tmp_path: Path) -> None:
    rows = [
        {
            "id": "1",
            "title": "T",
            "question": " who? ",
            "context": "Ann ran.",
            "answers": [{"text": "Ann", "start": 0}],
        },
        {"id": "2", "title": "T", "question": "why?", "context": "Ann ran.", "answers": []},
    ]
    path = tmp_path / "set.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    answered, unanswered = read_examples(path)
    assert answered == Example("1", "T", "who?", "Ann ran.", ("Ann",), 0)
    assert (answered.start, answered.end) == (0, 3)
    assert unanswered.answers == ()
    assert unanswered.end == -1


def test_half_of_the_articles_may_be_tuned_on() -> None:
    titles = [f"article {i}" for i in range(200)]
    assert 80 < sum(map(in_tuning_half, titles)) < 120


def test_no_article_both_teaches_and_chooses_and_the_other_half_does_neither() -> None:
    questions = [Example(str(i), f"article {i}", "q", "c", (), -1) for i in range(200)]
    teaching, choosing = (
        {q.title for q in questions if teaches_refusal(q)},
        {q.title for q in questions if chooses(q.title)},
    )
    assert teaching
    assert choosing
    assert not teaching & choosing
    assert teaching | choosing == {q.title for q in questions if in_tuning_half(q.title)}


def test_an_answerable_question_teaches_no_refusal() -> None:
    answerable = [Example(str(i), f"article {i}", "q", "c", ("c",), 0) for i in range(50)]
    assert not any(teaches_refusal(question) for question in answerable)
