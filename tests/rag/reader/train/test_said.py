import gzip
import json
import random
from pathlib import Path

import pytest

from rag.reader.train.examples import Example
from rag.reader.train.said import said_examples

TEXT = (
    "BRANDAL - The harbor reopened on Monday.\n"
    "Mayor Per Aune urged the union to call off the strike at the port before Friday. "
    "“The union will not give in,” Kari Moe said. He said that it rained."
)


def spans(text: str, words: str) -> list[list[int]]:
    start = text.index(words)
    return [[start, start + len(words)]]


def attribution(source: str, cue: str, content: str) -> dict[str, object]:
    parts = {"source": source, "cue": cue, "content": content}
    return parts | {f"{name}_spans": spans(TEXT, words) for name, words in parts.items()}


@pytest.fixture
def examples(tmp_path: Path) -> list[Example]:
    said = [
        attribution("Mayor Per Aune", "urged", "the union to call off the strike at the port before Friday"),
        attribution("Kari Moe", "said", "“The union will not give in,”"),
        attribution("He", "said", "that it rained"),
    ]
    path = tmp_path / "said.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for split in ("train", "test"):
            out.write(json.dumps({"id": split, "split": split, "text": TEXT, "attributions": said}) + "\n")
    return list(said_examples(path, random.Random(0)))


def test_who_said_it_is_asked_with_the_words_of_the_article(examples: list[Example]) -> None:
    asked = {e.question: e.answers[0] for e in examples if e.id.endswith("who")}
    assert asked == {
        "Who urged the union to call off the strike at the port before Friday?": "Mayor Per Aune",
        "Who said the union will not give in?": "Kari Moe",
    }


def test_what_somebody_said_is_asked_too(examples: list[Example]) -> None:
    asked = {e.question: e.answers[0] for e in examples if not e.id.endswith("who")}
    assert asked["What did Kari Moe say?"] == "The union will not give in"


def test_answers_stand_where_the_example_says(examples: list[Example]) -> None:
    assert examples
    assert all(e.context[e.start : e.end] == e.answers[0] for e in examples)


def test_only_the_training_split_is_used_and_no_pronoun_answers(examples: list[Example]) -> None:
    assert {e.title for e in examples} == {"train"}
    assert "He" not in {e.answers[0] for e in examples}
