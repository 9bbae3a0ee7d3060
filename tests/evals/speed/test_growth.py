import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from evals.speed.growth import WORDS, growth, made_up, unit_vectors, users_at_once
from rag.reader.read import Readings
from rag.types import Passage, Question


def test_a_made_up_article_holds_its_passages() -> None:
    made = made_up(7, np.array(["rain", "dam"]), np.random.default_rng(1))
    assert len(made.passages) == 10
    assert len({passage.id for passage in made.passages}) == 10
    for passage in made.passages:
        assert made.article.text[passage.span.start : passage.span.end] == passage.text
        assert len(passage.text.split()) == WORDS


def test_unit_vectors() -> None:
    vectors = unit_vectors(5, 26, np.random.default_rng(1))
    assert vectors.shape == (5, 26)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)


class FindsNothing:
    def read(self, question: str, passages: Sequence[Passage], **how: object) -> Readings:
        return Readings((), tuple(passages), -5.0)

    read_first = read


def test_growth_tells_of_each_size(letters: Any) -> None:
    reader: Any = FindsNothing()
    rows = growth([20, 50], ["rain", "dam", "river"], ["how high is the dam?"], letters, reader)
    assert [row["passages"] for row in rows] == [20, 50]
    for row in rows:
        assert row["stored_per_second"] > 0
        assert row["added_articles_per_second"] > 0
        assert row["disk_bytes_per_passage"] > 0
        assert 0 < row["search_fused_p50"] <= row["search_fused_p95"]
        assert 0 < row["ask_p50"] <= row["ask_p95"]


def test_users_ask_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=30)  # two who wait for each other can only meet when both ask at once
    rows = users_at_once(lambda _: both.wait(), [Question("Who?")], [2])
    assert rows[0]["users"] == 2
    assert rows[0]["questions_per_second"] > 0
