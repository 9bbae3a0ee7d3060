"""A small newspaper, a system that answers from a table, and results made by hand."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from evals.evaluate import Evaluation, evaluate
from evals.result import Result, Shown, Told
from evals.score import lost_points, score
from evals.suite import Pair
from rag.library import Library
from rag.settings import Settings
from rag.types import Answer, Article, Citation, Passage, Question, Refusal, RefusalReason, Span, Statement, Verdict

TEXT = "Rain fell all night. The dam held.\n\n“We were lucky,” Mayor Ada Quill said on Friday."


def article_of(text: str, *, id: str = "aaaaaaaaaaaa", version: int = 1) -> Article:
    now = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Article(id, "The dam", text, sha, version, now)


def span_of(words: str, article: Article) -> Span:
    start = article.text.index(words)
    return Span(article.id, article.version, start, start + len(words))


class CountingEmbedder(Embeddings):
    """Vectors from the letters of a text: enough to store and find passages."""

    name = "letters"
    dimension = 26

    def embed_documents(self, texts: Any) -> Any:
        return self.embed(texts).tolist()

    def embed_query(self, text: str) -> Any:
        return self.embed([text])[0].tolist()

    def embed(self, texts: Any) -> Any:
        counts = np.array([[text.lower().count(chr(97 + i)) + 0.01 for i in range(26)] for text in texts])
        return (counts / np.linalg.norm(counts, axis=1, keepdims=True)).astype(np.float32)


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
        return Table({question: _answer(question, row) for question, row in rows.items()})

    return make


def _answer(question: str, row: tuple[str, Span] | None) -> Answer:
    if row is None:
        return Answer(question, "It does not say.", refusal=Refusal(RefusalReason.NOT_SAID, "It does not say."))
    citation = Citation(1, row[1], "reader")
    return Answer(question, row[0], (Statement(row[0], (citation,), Verdict.SUPPORTED),), None, 0.9)


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


class SmallPullquote:
    """What is opened in place of the real thing: a library in the asked-for folder, and a system that knows the dam."""

    def __init__(self, home: Path, article: Article) -> None:
        self.embedder = CountingEmbedder()
        embedder: Any = self.embedder
        self.library = Library.open(home, embedder)
        self.home = home
        if not self.library.count():
            words = article.text.split("\n\n")[0]
            passage = Passage(f"{article.id}:1:0", span_of(words, article), words)
            self.library.add(article, [passage], embedder.embed([passage.text]))

    def __enter__(self) -> SmallPullquote:
        return self

    def __exit__(self, *_: object) -> None:
        self.library.close()

    def ask(self, question: Question) -> Answer:
        (article,) = self.library.articles()
        known = {"What held?": ("The dam", span_of("The dam held.", article))}
        return _answer(question.text, known.get(question.text))


@pytest.fixture
def small_suite(tmp_path: Path, article: Article, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One shipped suite, ``dam``, and a small Pullquote to ask; returns the folder of suites."""
    suites = tmp_path / "suites"
    suites.mkdir()
    (suites / "dam.jsonl").write_text(
        '{"id": "q1", "article": "dam", "question": "What held?", "kind": "what", "answers": ["the dam"], '
        '"gold": ["The dam held."]}\n'
        '{"id": "q2", "article": "dam", "question": "How many died?", "kind": "not_answered", "answer": ""}\n',
        encoding="utf-8",
    )
    monkeypatch.setattr("evals.evaluate.SUITES", suites)
    monkeypatch.setattr("evals.evaluate.open_pullquote", lambda settings: SmallPullquote(settings.home, article))
    monkeypatch.setattr("evals.evaluate.shelve", lambda pullquote: {"dam": pullquote.library.articles()[0]})
    monkeypatch.setenv("PULLQUOTE_HOME", str(tmp_path / "home"))
    return suites
