from __future__ import annotations

import datetime as dt
import gc
import hashlib
import re
import shutil
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, sync_playwright

from ingest import pipeline
from rag import open_pullquote
from rag.conversations import Conversations
from rag.embed import load_embedder
from rag.errors import NotInLibrary, QuestionError
from rag.library import Library
from rag.record import Record
from rag.settings import Settings
from rag.types import (
    Answer,
    Article,
    Citation,
    Question,
    Refusal,
    RefusalReason,
    Scope,
    Span,
    Statement,
    Verdict,
)
from ui.web.app import create_app
from ui.web.headless import served

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
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.*"))


class FakeLibrary:
    def __init__(self, articles: list[Article]) -> None:
        self._articles = {a.id: a for a in articles}
        self._record = Record(Path(":memory:"))

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

    def versions(self, article_id: str) -> list[Article]:
        return [self.article(article_id)]

    def count(self) -> int:
        return len(self._articles)

    def words(self, span: Span) -> str:
        return self.article(span.article, span.version).text[span.start : span.end]

    def conversations(self, owner: str) -> Conversations:
        return Conversations(self._record, owner)

    def close(self) -> None:
        self._record.close()

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


class ScriptedPullquote:
    """A real library, and answers that are written down: for what the page must do with each kind of answer."""

    def __init__(self, home: Path) -> None:
        settings = Settings(home=home)
        self.embedder = load_embedder(settings)
        self.library = Library.open(home, self.embedder)

    def stream(self, question: Question) -> Iterator[Answer]:
        if len(question.text) > 1000:
            raise QuestionError("The question has more than 1,000 characters. Ask it shorter.")
        if not self.library.count():
            text = "The library is empty. Add an article first: paste its text, or give a file."
            yield Answer(question.text, text, refusal=Refusal(RefusalReason.EMPTY_LIBRARY, text))
            return
        if "slowly" in question.text:
            for words in range(1, 200):
                yield Answer(question.text, "word " * words)
                time.sleep(0.1)
        citations = tuple(self._citations(question.scope))
        if "resign" in question.text:
            text = "The articles do not say that."
            yield Answer(question.text, text, refusal=Refusal(RefusalReason.NOT_SAID, text, citations[0]))
            return
        short = "Mike Waltz" if "tone down" in question.text else question.text
        yield Answer(question.text, short)
        told = Statement("He resigned.", (), Verdict.UNSUPPORTED)
        yield Answer(question.text, short, (Statement(short, citations, Verdict.SUPPORTED), told), confidence=0.87)

    def ask(self, question: Question) -> Answer:
        *_, last = self.stream(question)
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


@pytest.fixture(scope="session")
def serve_app(make_app: Callable[[object], FastAPI]) -> Callable[[object], AbstractContextManager[str]]:
    return lambda pullquote: served(make_app(pullquote))


@pytest.fixture(scope="session")
def scripted_site(tmp_path_factory: pytest.TempPathFactory, serve_app: Callable[..., Any]) -> Iterator[str]:
    """The page over the sample article and scripted answers. Tests leave the library as they found it."""
    pullquote = ScriptedPullquote(tmp_path_factory.mktemp("scripted"))
    pipeline.add_sample(pullquote.library, pullquote.embedder)
    with serve_app(pullquote) as address:
        yield address
    pullquote.close()


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory, serve_app: Callable[..., Any]) -> Iterator[str]:
    """The page over the sample article, with the answers that people get."""
    with open_pullquote(Settings(home=tmp_path_factory.mktemp("real"))) as pullquote:
        pipeline.add_sample(pullquote.library, pullquote.embedder)
        with serve_app(pullquote) as address:
            yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("These tests need Chromium: apt-get install chromium")
    quiet = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*quiet.split(), "--disable-component-update", "--disable-sync"]
        )
        yield browser
        browser.close()


SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address in a fresh browser profile; afterwards, no error and no request elsewhere may have happened."""
    faults: list[str] = []
    contexts = []
    expected: list[str] = []

    def open_page(address: str, size: str = "desktop", faults_expected: Sequence[str] = (), **settings: Any) -> Page:
        expected.extend(faults_expected)
        context = chromium.new_context(viewport=SIZES[size], has_touch=size == "phone", **settings)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        home = "/".join(address.split("/")[:3])

        def request(sent: Request) -> None:
            if not sent.url.startswith((home, "data:", "blob:")):
                faults.append(f"request to {sent.url}")

        def console(message: ConsoleMessage) -> None:
            if message.type == "error":
                faults.append(f"console: {message.text}")

        def dialog(shown: Dialog) -> None:
            faults.append(f"a script ran: {shown.message}")
            shown.dismiss()

        page.on("request", request)
        page.on("console", console)
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("dialog", dialog)
        page.goto(address)
        page.wait_for_selector("#composer textarea", state="attached")
        page.wait_for_selector("dialog.sheet", state="attached")  # made by the script: from now on it hears the keys
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [fault for fault in faults if not any(words in fault for words in expected)] == []


@pytest.fixture(scope="session")
def scripted() -> type[ScriptedPullquote]:
    return ScriptedPullquote
