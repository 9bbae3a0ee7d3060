from __future__ import annotations

import datetime as dt
import gc
import hashlib
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from fastapi import FastAPI

from rag.conversations import Conversations
from rag.errors import NotInLibrary, QuestionError
from rag.feedback import FeedbackBook
from rag.listing import Listing
from rag.sqlite import SqliteRecord
from rag.types import (
    Answer,
    Article,
    Citation,
    Entry,
    Question,
    Refusal,
    RefusalReason,
    Scope,
    Span,
    Statement,
    Verdict,
)
from ui.access import Access
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Gradio's queue uses parts of pandas that pandas has deprecated.
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.*"))


class FakeLibrary:
    def __init__(self, articles: list[Article]) -> None:
        self._articles = {a.id: a for a in articles}
        self._versions = {(a.id, a.version): a for a in articles}
        self._record = SqliteRecord(Path(":memory:"))
        self._record.add(Entry(article, ()) for article in articles)

    def article(self, id: str, version: int | None = None) -> Article:
        found = self._articles.get(id)
        if found and version:
            found = self._versions.get((id, version))
        if found is None:
            raise NotInLibrary(f"There is no article {id}, version {version}.")
        return found

    def articles(self) -> list[Article]:
        return list(self._articles.values())

    def versions(self, article_id: str) -> list[Article]:
        return [self.article(article_id)]

    def copies(self, article: Article) -> list[Article]:
        first = article.copy_of or article.id
        family = [a for a in self._articles.values() if first in (a.id, a.copy_of)]
        return [a for a in family if a.id != article.id]

    def count(self) -> int:
        return len(self._articles)

    def words(self, span: Span) -> str:
        return self.article(span.article, span.version).text[span.start : span.end]

    def conversations(self, owner: str) -> Conversations:
        return Conversations(self._record, owner)

    @property
    def listing(self) -> Listing:
        return Listing(self._record)

    @property
    def feedback(self) -> FeedbackBook:
        return FeedbackBook(self._record)

    def close(self) -> None:
        self._record.close()

    def remove(self, article_id: str) -> None:
        del self._articles[self.article(article_id).id]


class FakePullquote:
    """Answers with the sentence that shares most words with the question."""

    embedder = None

    def __init__(self, articles: list[Article]) -> None:
        self.library = FakeLibrary(articles)

    answerers = ("reader",)

    def can_use(self, answerer: str) -> bool:
        return answerer in self.answerers

    def models(self) -> list[str]:
        return ["ollama:tiny"]

    def limits(self, question: Question) -> Scope:
        return question.scope

    def ask(self, question: Question, answerer: str | None = None) -> Answer:
        *_, last = self.stream(question, answerer)
        return last

    def stream(self, question: Question, answerer: str | None = None) -> Iterator[Answer]:
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
def pullquote(article: Article) -> Iterator[FakePullquote]:
    fake = FakePullquote([article])
    yield fake
    fake.library.close()


@pytest.fixture
def make_article() -> Callable[..., Article]:
    return _make_article


@pytest.fixture
def library(pullquote: FakePullquote) -> FakeLibrary:
    return pullquote.library


@pytest.fixture
def scripted_library() -> Iterator[Callable[[list[Article]], FakeLibrary]]:
    """Make a library of some articles, or of versions of one, oldest first."""
    made: list[FakeLibrary] = []

    def make(articles: list[Article]) -> FakeLibrary:
        made.append(FakeLibrary(articles))
        return made[-1]

    yield make
    for library in made:
        library.close()


@pytest.fixture(scope="session")
def make_app() -> Callable[..., FastAPI]:
    return _make_app


def _make_app(
    pullquote: object, access: Access | None = None, hosts: Sequence[str] = (), home: Path | None = None
) -> FastAPI:
    with warnings.catch_warnings():
        # Gradio opens event loops for its locks and leaves them to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        app = create_app(pullquote, access, hosts, home=home)
        gc.collect()
    return app
