"""A Pullquote whose answers are written down: for what the page must do with each kind of answer."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rag.embed import load_embedder
from rag.errors import QuestionError
from rag.library import Library
from rag.limits import limited
from rag.settings import Settings
from rag.types import (
    Answer,
    Citation,
    Question,
    Refusal,
    RefusalReason,
    Scope,
    Span,
    Statement,
    Verdict,
)

TODAY = dt.date(2025, 2, 12)
"""The day of asking."""
SURENESS = 0.87


class ScriptedPullquote:
    """A real library, and answers that are written down."""

    answerers = ("model", "reader")

    def __init__(self, home: Path) -> None:
        settings = Settings(home=home)
        self.embedder = load_embedder(settings)
        self.library = Library.open(home, self.embedder)

    def stream(self, question: Question, answerer: str | None = None) -> Iterator[Answer]:
        question = replace(question, scope=self.limits(question))
        if len(question.text) > 1000:
            raise QuestionError(
                f"The question has {len(question.text):,} characters; at most 1,000 are read. Ask it shorter."
            )
        if not self.library.count():
            text = "The library is empty. Add an article first: paste its text, or give a file."
            yield Answer(question.text, text, refusal=Refusal(RefusalReason.EMPTY_LIBRARY, text))
            return
        if "slowly" in question.text:
            for words in range(1, 200):
                yield Answer(question.text, "word " * words)
                time.sleep(0.1)
        citations = tuple(self._citations(question.scope))
        if "resign" in question.text or question.at_least > SURENESS:
            text = "The article does not say."
            yield Answer(question.text, text, refusal=Refusal(RefusalReason.NOT_SAID, text, citations[0]))
            return
        short = "Mike Waltz" if "tone down" in question.text else question.text
        yield Answer(question.text, short, scope=question.scope)
        told = Statement("He resigned.", (), Verdict.UNSUPPORTED)
        yield Answer(
            question.text,
            short if answerer is None else f"{short} ({answerer})",
            (Statement(short, citations, Verdict.SUPPORTED), told),
            confidence=SURENESS,
            scope=question.scope,
        )

    def can_use(self, answerer: str) -> bool:
        return answerer in (*self.answerers, *self.models())

    def models(self) -> list[str]:
        return ["ollama:tiny"]

    def limits(self, question: Question) -> Scope:
        return limited(question.text, question, self.library.listing, TODAY)[1].scope

    def ask(self, question: Question, answerer: str | None = None) -> Answer:
        *_, last = self.stream(question, answerer)
        return last

    def _citations(self, scope: Scope) -> Iterator[Citation]:
        """The first sentence that speaks of toning down, and the last sentence of the same article."""
        articles = self.library.articles(scope)
        article = next((a for a in articles if "tone it down" in a.text), articles[0])
        start = max(article.text.find("“They need"), 0)
        end = start + len(article.text[start:].split("\n\n")[0])
        yield Citation(1, Span(article.id, article.version, start, end), "reader")
        last = article.text.rindex("\n\n") + 2 if "\n\n" in article.text else 0
        yield Citation(2, Span(article.id, article.version, last, len(article.text)), "reader")

    def close(self) -> None:
        self.library.close()
