"""A small newspaper, a system that answers from a table, and results made by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from small_suite import TEXT, CountingEmbedder, answer_of, article_of, small_suite, span_of  # noqa: F401 - fixtures

from evals.evaluate import Evaluation, evaluate
from evals.result import Result, Shown, Told
from evals.score import lost_points, score
from evals.suite import Pair
from rag.library import Library
from rag.settings import Settings
from rag.types import Answer, Article, Passage, Question, Span


@dataclass
class Table:
    """A system that looks its answers up by the words of the question; an unknown question raises."""

    answers: Mapping[str, Answer]
    asked: list[Question] = field(default_factory=list)

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        return self.answers[question.text]


@pytest.fixture
def make_table() -> Callable[[Mapping[str, tuple[str, Span] | None]], Table]:
    """A system by question: the short answer and its citation, or None to refuse."""

    def make(rows: Mapping[str, tuple[str, Span] | None]) -> Table:
        return Table({question: answer_of(question, row) for question, row in rows.items()})

    return make


@pytest.fixture
def make_pair() -> Callable[..., Pair]:
    def make(**changes: Any) -> Pair:
        values: dict[str, Any] = {
            "id": "q1",
            "articles": ("dam",),
            "question": "What held?",
            "kind": "what",
            "answers": ("the dam",),
            "gold": ("The dam held.",),
            "history": (),
        }
        return Pair(**(values | changes))

    return make


@pytest.fixture
def letters() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The shipped suites, asked of the real system, which is then broken in ten ways."""
    folder = tmp_path_factory.mktemp("whole")
    return evaluate([], folder / "runs", settings=Settings(home=folder / "home"), break_it=True)


@pytest.fixture
def make_article() -> Callable[..., Article]:
    return article_of


@pytest.fixture
def article() -> Article:
    return article_of(TEXT)


@pytest.fixture
def library(tmp_path: Path, article: Article) -> Any:
    embedder: Any = CountingEmbedder()
    with Library.open(tmp_path / "library", embedder) as opened:
        sentences = [span_of("Rain fell all night. The dam held.", article)]
        sentences.append(span_of("“We were lucky,” Mayor Ada Quill said on Friday.", article))
        passages = [
            Passage(f"{article.id}:1:{n}", span, article.text[span.start : span.end])
            for n, span in enumerate(sentences)
        ]
        opened.add(article, passages, embedder.embed([p.text for p in passages]))
        yield opened


@pytest.fixture
def make_result(article: Article) -> Callable[..., Result]:
    """A scored result: by default a right answer with a right citation."""

    def make(*, cited: str | None = "The dam held.", **changes: Any) -> Result:
        values: dict[str, Any] = {
            "id": "q1",
            "suite": "dam",
            "kind": "what",
            "question": "What held?",
            "golds": ("the dam",),
            "gold": (span_of("The dam held.", article),),
            "answer": "The dam",
            "confidence": 0.8,
            "answerer": "reader",
            "seconds": 0.5,
        }
        if cited and not changes.get("reason") and not changes.get("error"):
            values["citations"] = (Shown(1, span_of(cited, article), cited, "reader"),)
            values["statements"] = (Told(cited, "supported", (1,)),)
        result = Result(**(values | changes))
        articles = {article.id: article}
        result = replace(result, scores=score(result, articles))
        return replace(result, lost=lost_points(result, articles))

    return make
