import gzip
import json
from pathlib import Path

from rag.reader.train.examples import Example, in_tuning_half, read_examples


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


def test_questions_of_one_article_are_in_the_same_half() -> None:
    halves = {
        title: {in_tuning_half(Example(str(i), title, "q", "c", (), -1)) for i in range(3)} for title in "abcdefghij"
    }
    assert all(len(half) == 1 for half in halves.values())
    assert len(set().union(*halves.values())) == 2
