from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, expect, sync_playwright
from scripted import ScriptedPullquote

from ingest import pipeline
from rag import open_pullquote
from rag.settings import Settings
from ui.web.served import served

PATIENCE = 30_000
"""Milliseconds that a state of the page may take to come, on a machine that has much else to do."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def serve_app(
    make_app: Callable[[object], FastAPI], chromium: Browser
) -> Callable[[object], AbstractContextManager[str]]:
    @contextmanager
    def serve(pullquote: object) -> Iterator[str]:
        with served(make_app(pullquote)) as address:
            yield address
            # A page that is still open asks on, and finds nobody there.
            for page in [page for context in chromium.contexts for page in context.pages]:
                if page.url.startswith(address):
                    page.close()

    return serve


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
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Go to an address in a fresh browser profile; afterwards, no error and no request elsewhere may have happened."""
    faults: list[str] = []
    contexts = []
    expected: list[str] = []

    def visit(
        address: str,
        size: str = "desktop",
        faults_expected: Sequence[str] = (),
        first_visit: bool = False,
        **settings: Any,
    ) -> Page:
        expected.extend(faults_expected)
        context = chromium.new_context(viewport=SIZES[size], has_touch=size == "phone", **settings)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if not first_visit:
            context.add_init_script("localStorage.setItem('toured', 'yes')")
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
        return page

    yield visit
    for context in contexts:
        # What a screen reader is told is said in words, not by the name of a text that nobody translated.
        told = [said for page in context.pages for said in page.locator("[role=status]").all_inner_texts()]
        faults.extend(f"untranslated: {said}" for said in told if re.search(r"\b[a-z]+\.[a-z_]+$", said))
        context.close()
    assert [fault for fault in faults if not any(words in fault for words in expected)] == []


@pytest.fixture
def open_page(visit: Callable[..., Page]) -> Callable[..., Page]:
    """Visit the page, and wait until it hears the keys."""

    def open_page(*place: str, **settings: Any) -> Page:
        page = visit(*place, **settings)
        page.wait_for_selector(":root[data-ready]", state="attached")
        return page

    return open_page


@pytest.fixture(scope="session")
def scripted() -> type[ScriptedPullquote]:
    return ScriptedPullquote
