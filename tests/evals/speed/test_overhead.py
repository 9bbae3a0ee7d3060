from typing import Any

import pytest

from evals.cases import Case, make_cases
from evals.speed import overhead
from evals.suite import Pair
from rag.library import Library
from rag.onnx_model import OnnxModel
from rag.types import Article, Question


@pytest.fixture
def cases(article: Article) -> list[Case]:
    pairs = [Pair(f"q{n}", ("dam",), f"What held {n}?", "what", ("the dam",)) for n in range(2)]
    return make_cases("dam", pairs, {"dam": article}, scoped=True)


class UsesAModel:
    """Asks a model that does nothing."""

    model = object.__new__(OnnxModel)

    def ask(self, question: Question) -> None:
        self.model()


def test_the_share_of_the_models(cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OnnxModel, "__call__", lambda self, **inputs: [])
    # For each question: begin, model begins, model ends, end. 3 of 4 seconds, then 1 of 4.
    ticks = iter([0.0, 0.5, 3.5, 4.0, 10.0, 11.0, 12.0, 14.0])
    monkeypatch.setattr("evals.speed.timing.time.perf_counter", lambda: next(ticks))
    system: Any = UsesAModel()
    assert overhead.ask_shares(cases, system) == {
        "questions": 2,
        "model_share": 0.5,
        "model_share_median": 0.5,
        "overhead_seconds_per_question": 2.0,
    }


def test_the_share_of_embedding(article: Article, letters: Any) -> None:
    told = overhead.ingest_shares([article], letters)
    assert told["articles"] == 1
    assert told["model_share"] == 0  # counting letters is no ONNX model
    assert told["seconds"] > 0


def test_the_bare_index_is_asked_every_question(cases: list[Case], library: Library, letters: Any) -> None:
    told = overhead.index_time(cases, library, letters)
    assert told["queries"] == 2
    assert 0 < told["p50"] <= told["p95"]
    assert overhead.index_time([], library, letters) == {}
