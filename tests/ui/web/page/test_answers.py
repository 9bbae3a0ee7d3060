"""Answers: the proof, the words that stand out, copying, and what a person says of them."""

from __future__ import annotations

import re

import pytest
from page_steps import SENTENCE, ask, go_to, marked
from playwright.sync_api import Page, expect

# Gradio scrolls a conversation to its end some time after it has changed.
AT_REST = """room => new Promise(done => {
    let last = null;
    const look = () => (room.scrollTop === last ? done() : ((last = room.scrollTop), setTimeout(look, 1000)));
    look();
})"""


def copied(page: Page, how: str) -> str:
    page.locator(".answer summary").click()
    page.get_by_role("button", name=how).click()
    expect(page.locator(".toast")).to_contain_text("copied")
    expect(page.get_by_role("button", name=how)).to_be_hidden()
    return page.evaluate("navigator.clipboard.readText()")


def test_the_sample_article_answers_with_its_proof(real_site: str, open_page) -> None:
    page = open_page(real_site)
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .short")).to_contain_text("Mike Waltz")
    page.locator(".answer .short a.cite").first.click()
    assert SENTENCE in marked(page)


def test_an_answer_says_which_articles_its_question_asked(real_site: str, open_page) -> None:
    page = open_page(real_site)
    ask(page, "who urged Kyiv to tone down in the latest article?")
    expect(page.locator(".answer .about")).to_contain_text("asked only: “The United States is refusing")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_ask_read_click_and_see_the_words(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .short")).to_contain_text("Mike Waltz")
    page.locator(".answer .short a.cite").first.click()
    assert SENTENCE in marked(page)


def test_an_example_question_is_asked_with_one_click(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    page.locator(".examples button").first.click()
    expect(page.locator(".question")).to_have_text("who urged Kyiv to tone down?")
    expect(page.locator(".answer .short")).to_contain_text("Mike Waltz")


def test_a_citation_is_named_by_its_quote_and_shows_it_on_hover(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "who urged Kyiv to tone down?")
    number = page.get_by_role("link", name=re.compile("^1.*They need to tone it down.*2025")).first
    expect(number).to_be_visible()
    number.hover()
    expect(page.locator(".cite .card").first).to_be_in_viewport()
    assert page.locator(".cite .card").first.bounding_box()["width"] > 200


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_new_answer_is_read_aloud(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    log = page.get_by_role("log", name="Conversation")
    expect(log).to_have_attribute("aria-live", "polite")
    ask(page, "who urged Kyiv to tone down?")
    expect(log.locator(".answer .short")).to_contain_text("Mike Waltz")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_unsupported_statement_is_struck(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".statement.unsupported s")).to_have_text("He resigned.")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_refusal_shows_the_closest_passage_and_opens_it(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    ask(page, "why did Waltz resign?")
    expect(page.locator(".refusal .short")).to_have_text("The article does not say.")
    page.locator(".refusal a.cite").click()
    assert SENTENCE in marked(page)


def test_an_overlong_question_gets_a_sentence_that_says_what_to_do(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "why " * 400)
    expect(page.locator(".notice")).to_contain_text("Ask it shorter")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_answer_is_copied_with_its_sources(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size, permissions=["clipboard-read", "clipboard-write"])
    ask(page, "who urged Kyiv to tone down?")
    text = copied(page, "Copy with sources")
    assert text.startswith("Mike Waltz\n\n“")
    assert SENTENCE in text
    assert "20 February 2025" in text
    assert "#a=" in text
    assert copied(page, "Copy as Markdown").startswith(f"Mike Waltz\n\n> {SENTENCE}")
    assert "\n>\n> [1] " in copied(page, "Copy as Markdown")
    citation = copied(page, "Copy as citation")
    assert citation.startswith(f"“{SENTENCE}")
    assert "20 February 2025)" in citation


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_menu_for_copying_stays_on_the_screen(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    for number in range(1, 4):
        ask(page, "who urged Kyiv to tone down, in so many words that the line below the answer is a long one?")
        expect(page.locator("#talk .thumb.right")).to_have_count(number)
    expect(page.locator(".next button").first).to_be_visible()
    page.locator("#talk .panel-wrap").evaluate(AT_REST)
    opened, choices = page.locator(".answer summary").nth(1), page.locator(".answer .choices").nth(1)
    for place in ("start", "end"):
        opened.evaluate("(menu, block) => menu.scrollIntoView({ block, behavior: 'instant' })", place)
        opened.press("Enter")
        expect(choices).to_be_in_viewport(ratio=1)
        opened.press("Escape")
        expect(choices).to_be_hidden()
    opened.evaluate(
        "menu => { menu.scrollIntoView({ block: 'end' }); menu.closest('.tools').style.marginLeft = 'auto'; }"
    )
    opened.press("Enter")
    expect(choices).to_be_in_viewport(ratio=1)


def test_a_copied_answer_brings_no_markdown_in(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site, permissions=["clipboard-read", "clipboard-write"])
    ask(page, "![x](http://evil.example) *y* [z]")
    assert copied(page, "Copy as Markdown").startswith("\\!\\[x\\](http://evil.example) \\*y\\* \\[z\\]\n\n> ")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_what_a_person_says_of_an_answer_is_kept_and_shown_again(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    ask(page, "who urged Kyiv to tone down?")
    right = page.get_by_role("button", name="This is right")
    right.click()
    expect(page.locator(".toast")).to_contain_text("Thank you")
    expect(right).to_have_attribute("aria-pressed", "true")

    page.get_by_role("button", name="This is wrong").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="This is wrong because…")
    dialog.get_by_role("radio", name="The quote does not prove it").check()
    dialog.get_by_label("What is right").fill("<img src=x onerror=alert(1)>")
    dialog.get_by_role("button", name="Send").click()
    expect(right).to_have_attribute("aria-pressed", "false")

    ask(page, "why did Waltz resign?")
    expect(page.locator(".refusal .thumb")).to_have_count(2)
    expect(page.locator(".answer .thumb.wrong")).to_have_attribute("aria-pressed", "true")
    page.reload()
    page.wait_for_selector(":root[data-ready]", state="attached")
    go_to(page, "Library")
    page.get_by_role("button", name="Chats").click()
    page.locator(".shelf .open").click()
    expect(page.locator(".answer .thumb.wrong")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".refusal .thumb.right")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_quote_is_checked_against_the_library(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    page.get_by_role("button", name="Check a quote").click()
    quote = page.get_by_role("textbox", name="The quote")
    quote.fill("They need to calm it down and take a hard look and sign that deal")
    page.get_by_label("Who said it").fill("Mike Waltz")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".quote-check")).to_have_css("opacity", "1")
    expect(page.locator(".quote-check .short")).to_be_in_viewport()
    expect(page.locator(".quote-check .short")).to_contain_text("Altered")
    expect(page.locator(".quote-check del")).to_have_text("calm")
    expect(page.locator(".quote-check ins")).to_have_text("tone")
    page.locator(".quote-check a.cite").click()
    assert "They need to tone it down" in marked(page)
