from __future__ import annotations

import datetime as dt
import gc
import hashlib
import re
import warnings
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI

from rag.errors import NotInLibrary, QuestionError
from rag.types import Answer, Article, Citation, Question, Refusal, RefusalReason, Span, Statement, Verdict
from ui.web.app import create_app

SENTENCE = (
    "“They need to tone it down and take a hard look and sign that deal,” Mike Waltz, the White House "
    "national security adviser, said in an interview with Fox News."
)
TEXT = (
    "The United States is refusing to co-sponsor a draft resolution, reported Reuters citing three sources.\n\n"
    "White House adviser urges Ukraine to ‘tone down’\n\n"
    f"{SENTENCE} He added that the pushback from Ukraine is simply unacceptable.\n\n"
    + "\n\n".join(f"Paragraph {n} stands here so that the page is long enough to scroll. 😀" for n in range(30))
    + "\n\nAccording to the report, the resolution was being sponsored by over 50 nations."
)


def _make_article(text: str = TEXT, title: str = "US refuses to co-sponsor resolution", **fields: object) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    facts = {
        "id": digest[:12],
        "version": 1,
        "fetched": dt.datetime(2025, 2, 21, 8, 0, tzinfo=dt.UTC),
        "publisher": "The Daily Test",
        "published": dt.date(2025, 2, 20),
    }
    return Article(title=title, text=text, sha256=digest, **{**facts, **fields})


class FakeLibrary:
    def __init__(self, articles: list[Article]) -> None:
        self._articles = {a.id: a for a in articles}

    def article(self, id: str, version: int | None = None) -> Article:
        try:
            found = self._articles[id]
        except KeyError:
            raise NotInLibrary(f"There is no article {id}.") from None
        if version not in (None, found.version):
            raise NotInLibrary(f"There is no article {id}, version {version}.")
        return found

    def articles(self) -> list[Article]:
        return list(self._articles.values())

    def count(self) -> int:
        return len(self._articles)

    def words(self, span: Span) -> str:
        return self.article(span.article, span.version).text[span.start : span.end]

    def remove(self, article_id: str) -> None:
        del self._articles[self.article(article_id).id]


class FakePullquote:
    """Answers with the sentence that shares most words with the question."""

    embedder = None

    def __init__(self, articles: list[Article]) -> None:
        self.library = FakeLibrary(articles)

    def stream(self, question: Question) -> Iterator[Answer]:
        if len(question.text) > 1000:
            raise QuestionError("The question is too long. Ask in fewer than 1,000 characters.")
        asked = set(re.findall(r"\w+", question.text.lower()))
        best, span = 0, None
        for article in self.library.articles():
            if question.scope.articles and article.id not in question.scope.articles:
                continue
            for found in re.finditer(r"[^\n.]+(?:\.[^\s.]+)*\.?", article.text):
                score = len(asked & set(re.findall(r"\w+", found[0].lower())))
                if score > best:
                    best, span = score, Span(article.id, article.version, found.start(), found.end())
        if span is None or best < 2:
            closest = Citation(1, span, "reader") if span else None
            text = "The articles do not say." if span else "The library is empty. Add an article first."
            reason = RefusalReason.NOT_SAID if span else RefusalReason.EMPTY_LIBRARY
            yield Answer(question.text, text, refusal=Refusal(reason, text, closest))
            return
        words = self.library.words(span)
        short = "Mike Waltz" if "tone" in asked else words
        statement = Statement(short, (Citation(1, span, "reader"),), Verdict.SUPPORTED)
        yield Answer(question.text, short)
        yield Answer(question.text, short, (statement,), confidence=0.87)


@pytest.fixture
def article() -> Article:
    start = TEXT.index("White House adviser urges")
    return _make_article(subheads=((start, TEXT.index("\n\n", start)),))


@pytest.fixture
def pullquote(article: Article) -> FakePullquote:
    return FakePullquote([article])


@pytest.fixture
def make_article() -> Callable[..., Article]:
    return _make_article


@pytest.fixture
def library(pullquote: FakePullquote) -> FakeLibrary:
    return pullquote.library


@pytest.fixture(scope="session")
def make_app() -> Callable[[object], FastAPI]:
    return _make_app


def _make_app(pullquote: object) -> FastAPI:
    with warnings.catch_warnings():
        # Gradio opens event loops for its locks and leaves them to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        app = create_app(pullquote)
        gc.collect()
    return app
