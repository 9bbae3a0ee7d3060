"""The article: marks, passages, versions and selected words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from page_steps import SENTENCE, ask, go_to, marked
from playwright.sync_api import expect

from ingest import add_text


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_several_marks_and_the_keys_go_from_one_to_the_next(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    ask(page, "who urged Kyiv to tone down?")
    page.locator("a.cite").first.click()
    assert SENTENCE in marked(page)
    expect(page.locator("mark")).to_have_count(2)
    page.locator("section.page").focus()
    page.keyboard.press("j")
    assert "moving forward" in marked(page)
    page.keyboard.press("k")
    assert SENTENCE in marked(page)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_address_opens_the_article_at_the_passage(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    ask(page, "who urged Kyiv to tone down?")
    address = page.locator("a.cite").first.get_attribute("href")
    other = open_page(scripted_site + "/" + address, size)
    assert SENTENCE in marked(other)


def test_selected_words_can_be_linked_to(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site, permissions=["clipboard-read", "clipboard-write"])
    page.locator("article p[data-start]").nth(1).select_text()
    wanted = page.locator("article p[data-start]").nth(1).inner_text()
    page.get_by_role("toolbar").get_by_role("button", name="Copy link").click()
    expect(page.locator(".toast")).to_have_text("Link copied.")
    assert marked(open_page(page.evaluate("navigator.clipboard.readText()"))) == wanted


def test_selected_words_can_be_asked_about(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    page.locator("article p[data-start]").first.select_text()
    page.get_by_role("button", name="Ask about this").click()
    expect(page.locator("#composer textarea")).to_have_value(re.compile("The United States is refusing"))


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_another_version_and_what_changed_are_a_click_away(
    size: str, tmp_path: Path, serve_app, scripted, open_page
) -> None:
    pullquote = scripted(tmp_path)
    story = "Ferry stops in Procida\n\nThe ferry stopped on {} because of strong wind, the port of Procida said."
    correction = "Correction: an earlier version of this report named the wrong day."
    for text in (story.format("Monday"), f"{story.format('Tuesday')}\n\n{correction}"):
        add_text(text, pullquote.library, pullquote.embedder, url="https://example.com/ferry")
    with serve_app(pullquote) as address:
        page = open_page(address, size)
        go_to(page, "Article")
        expect(page.locator("article")).to_contain_text("stopped on Tuesday")
        expect(page.locator("article .notice")).to_contain_text("has corrected this article")
        expect(page.locator("article .note")).to_have_text(correction)
        page.get_by_role("button", name="Version 1").click()
        expect(page.locator("article")).to_contain_text("stopped on Monday")
        expect(page.locator("article .notice")).to_contain_text("an older version")
        page.get_by_role("button", name="Version 2").click()
        page.get_by_role("button", name="What changed").click()
        expect(page.locator("article del")).to_have_text("Monday")
        expect(page.locator("article ins").first).to_have_text("Tuesday")
        expect(page.locator("article ins").last).to_contain_text(correction)
        page.get_by_role("button", name="Back to the article").click()
        expect(page.locator("article")).to_contain_text("stopped on Tuesday")
    pullquote.close()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_selected_words_can_be_checked_as_a_quote(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    go_to(page, "Article")
    words = page.locator("article p[data-start]").nth(1)
    words.select_text()
    page.get_by_role("toolbar").get_by_role("button", name="Is this quoted right?").click()
    dialog = page.get_by_role("dialog", name="Is this quoted right?")
    expect(dialog.get_by_role("textbox", name="The quote")).to_have_value(words.inner_text().strip())
    dialog.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#talk .quote-check .short")).to_contain_text("the article says this in its own words")
