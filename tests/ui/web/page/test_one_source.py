"""Two publishers: the same report is one source in an answer, and reports that differ have a line each."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from page_steps import ask
from playwright.sync_api import expect

from ingest.draft import Block, Draft
from ingest.pipeline import store
from rag import open_pullquote
from rag.settings import Settings

REPORT = [
    "Ferry crossings between Port Osgood and the island of Lunn stopped on Tuesday after engineers found cracks in "
    "both ramps, the harbor authority said. Around 3,400 people a day use the route.",
    "“Nobody told us until we stood at the gate,” said Marta Quill, a nurse who lives on Lunn.",
    "The director of the authority, Henrik Solberg, said that repairs would cost about $12 million and last until the "
    "end of May. Two smaller boats will carry passengers without cars from Thursday on.",
]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_copies_are_one_source_and_an_unknown_date_is_said(size: str, tmp_path: Path, serve_app, open_page) -> None:
    with open_pullquote(Settings(home=tmp_path)) as pullquote:
        for publisher in ("The Courier", "The Gazette"):
            address = f"https://{publisher.split()[1].lower()}.example/ferry"
            draft = Draft([Block(text) for text in REPORT], f"Ferry stops, writes {publisher}", address, publisher)
            store(draft, pullquote.library, pullquote.embedder)
        with serve_app(pullquote) as site:
            page = open_page(site, size)
            ask(page, "Who said that repairs would last until the end of May?")
            expect(page.locator("#talk figure")).to_have_count(1)
            quoted = page.locator("#talk figure")
            expect(quoted).to_contain_text("The Courier, date not stated; the same report: The Gazette")
            page.locator("a.cite").first.click()
            expect(page.locator("article h2")).to_have_text("Ferry stops, writes The Courier")
            expect(page.locator("article .dates")).to_have_text("Publishing date not stated")
            page.locator("article").get_by_role("button", name="The Gazette").click()
            expect(page.locator("article h2")).to_have_text("Ferry stops, writes The Gazette")
            expect(page.locator("article").get_by_role("button", name="The Courier")).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_outlets_that_differ_have_a_line_each_and_are_copied_so(
    size: str, tmp_path: Path, serve_app, open_page
) -> None:
    with open_pullquote(Settings(home=tmp_path)) as pullquote:
        for publisher, chair in (("The Courier", "Greta Vik"), ("The Gazette", "Lars Falk")):
            words = f"“We saw this coming for years,” said {chair}, who chairs the council of Tarnby."
            blocks = [Block(f"The bridge of Tarnby is closed, {publisher} has learned."), Block(words)]
            draft = Draft(blocks, f"Bridge closed, writes {publisher}", None, publisher, published=dt.date(2025, 2, 1))
            store(draft, pullquote.library, pullquote.embedder)
        with serve_app(pullquote) as site:
            page = open_page(site, size, permissions=["clipboard-read", "clipboard-write"])
            ask(page, "Who chairs the council of Tarnby?")
            short = page.locator(".answer .short")
            expect(short.locator("a.cite")).to_have_count(2)
            lines = ["The Courier, 1 February 2025: Greta Vik", "The Gazette, 1 February 2025: Lars Falk"]
            expect(short.locator("br")).to_have_count(1)
            page.locator(".answer summary").click()
            page.get_by_role("button", name="Copy with sources").click()
            expect(page.locator(".toast")).to_contain_text("copied")
            copied = page.evaluate("navigator.clipboard.readText()")
            assert sorted(copied.split("\n\n")[0].split("\n")) == lines
