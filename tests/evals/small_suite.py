"""A newspaper of one article, a suite of two questions about it, and what answers them."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rag.library import Library
from rag.types import Answer, Article, Citation, Passage, Question, Refusal, RefusalReason, Span, Statement, Verdict

TEXT = "Rain fell all night. The dam held.\n\n“We were lucky,” Mayor Ada Quill said on Friday."


def article_of(text: str, *, id: str = "aaaaaaaaaaaa", version: int = 1) -> Article:
    now = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Article(id, "The dam", text, sha, version, now)


def span_of(words: str, article: Article) -> Span:
    start = article.text.index(words)
    return Span(article.id, article.version, start, start + len(words))


class CountingEmbedder:
    """Vectors from the letters of a text: enough to store and find passages."""

    name = "letters"
    dimension = 26

    def embed(self, texts: Any) -> Any:
        counts = np.array([[text.lower().count(chr(97 + i)) + 0.01 for i in range(26)] for text in texts])
        return (counts / np.linalg.norm(counts, axis=1, keepdims=True)).astype(np.float32)


def answer_of(question: str, row: tuple[str, Span] | None) -> Answer:
    if row is None:
        return Answer(question, "It does not say.", refusal=Refusal(RefusalReason.NOT_SAID, "It does not say."))
    citation = Citation(1, row[1], "reader")
    return Answer(question, row[0], (Statement(row[0], (citation,), Verdict.SUPPORTED),), None, 0.9)


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
        return answer_of(question.text, known.get(question.text))


@pytest.fixture
def small_suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
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
    monkeypatch.setattr(
        "evals.evaluate.open_pullquote", lambda settings: SmallPullquote(settings.home, article_of(TEXT))
    )
    monkeypatch.setattr("evals.evaluate.shelve", lambda pullquote: {"dam": pullquote.library.articles()[0]})
    monkeypatch.setenv("PULLQUOTE_HOME", str(tmp_path / "home"))
    return suites
