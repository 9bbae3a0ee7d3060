"""In Spanish: every text that is seen and every name that is heard is a translation, or an article's or a person's."""

from __future__ import annotations

import re
from functools import cache

import pytest
from playwright.sync_api import Page, expect

from ui.web.language import LANGUAGES, translations
from ui.web.said import templates

# What articles, people and models say, and what has no language.
NOT_OURS = (
    "article :is(h2, h3, p[data-start]), .byline, .question, blockquote, .from, .reference, .card, cite, "
    ".shelf .title, .shelf .source, .chip > span, .examples, .next, .answer .short, .statement, .understood span, "
    ".diff, .sentence, .why a, kbd, main > h1, main > h2, main > p:not(.why), textarea, select[name=language], "
    "script, style, [data-testid=upload-text]"  # Gradio's own, in no size: ours is shown in its place
)
ENDS = ("", ".", ":", "…")
SEEN = """notOurs => {
    const seen = element => element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true });
    const ours = element => element && seen(element) && !element.closest(notOurs);
    const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (ours(walker.currentNode.parentElement)) texts.push(walker.currentNode.data);
    for (const name of ["aria-label", "placeholder", "title"])
        for (const named of document.querySelectorAll(`[${name}]`))
            if (ours(named)) texts.push(named.getAttribute(name));
    return texts;
}"""


@cache
def spanish() -> re.Pattern[str]:
    words = {*translations("es").values(), *templates("es").values(), *LANGUAGES.values(), "Pullquote"}
    known = ["(?:.+?)".join(map(re.escape, re.split(r"{\w+}", text))) for text in words]
    return re.compile("|".join(sorted(known, key=len, reverse=True)), re.IGNORECASE | re.DOTALL)


def foreign(page: Page) -> set[str]:
    """What is neither Spanish of ours nor somebody else's words."""
    parts = {part.strip(" .,:;()") for text in page.evaluate(SEEN, NOT_OURS) for part in re.split(r" · |\n", text)}
    worded = {" ".join(part.split()) for part in parts if re.search(r"[^\W\d_]{2}", part)}
    return {part for part in worded if not any(map(spanish().fullmatch, [*(part + end for end in ENDS), label(part)]))}


def label(name: str) -> str:
    """The part of "Delete: The headline" that is ours."""
    return f"{name.partition(': ')[0]}:"


def do(page: Page, what: str) -> None:
    page.evaluate("what => document.querySelector(`[data-do=${what}]`).click()", what)


def ask(page: Page, question: str, shown: str) -> None:
    page.fill("#composer textarea", question)
    page.press("#composer textarea", "Enter")
    expect(page.locator(shown).last).to_be_visible()
    expect(page.locator("#composer .submit-button")).to_be_visible()


def test_what_is_left_in_english_is_found(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site, locale="en-GB")
    assert {"Add article", "Check a quote", "Search the list", "Ask the news. See the proof"} <= foreign(page)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_nothing_is_left_in_english(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size, locale="es-ES", first_visit=True)
    left: dict[str, set[str]] = {}

    def look(state: str) -> None:
        if found := foreign(page):
            left[state] = found

    for step in range(3):
        look(f"tour, step {step}")
        do(page, "next-step")
    ask(page, "who urged Kyiv to tone down?", ".answer .about")
    look("an answer")
    ask(page, "why did Waltz resign?", ".refusal .pullquote")
    look("a refusal")
    ask(page, "why " * 400, ".notice")
    look("a question that is too long")
    for opened in ("help", "settings", "add", "check"):
        do(page, opened)
        expect(page.locator("dialog[open]")).to_be_visible()
        look(opened)
        if opened == "add":
            page.click("#add-go")
            expect(page.locator(".added li")).to_be_visible()
            look("nothing to add")
        if opened == "check":
            page.locator("dialog.check textarea").fill("They need to calm it down and take a hard look")
            page.locator("dialog.check input").fill("Mike Waltz")
            page.locator("dialog.check .primary").click()
            expect(page.locator(".quote-check ins")).to_be_visible()
            look("a checked quote")
        else:
            page.keyboard.press("Escape")
    page.goto(f"{scripted_site}/draft")
    page.fill(
        "textarea", "Mike Waltz urged Kyiv to tone it down. The moon is made of cheese. Over 90 nations sponsor it."
    )
    page.locator("form button").click()
    expect(page.get_by_role("status")).to_be_visible()
    look("a draft")
    assert left == {}


def test_the_shelves_and_a_shared_page_are_in_spanish(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site, locale="es-ES")
    left = foreign(page)
    page.locator(".filter summary").click()
    expect(page.locator("[name=publisher] option")).not_to_have_count(0)
    left |= foreign(page)
    ask(page, "who urged Kyiv to tone down?", ".answer .thumb")
    page.locator("[data-shelf=conversations]").click()
    expect(page.locator(".shelf .open")).to_have_count(1)
    left |= foreign(page)
    for opened in ("rename", "save"):
        do(page, opened)
        left |= foreign(page)
        page.keyboard.press("Escape")
    place = page.locator(".shelf .open").get_attribute("data-conversation")
    shared = page.evaluate(
        "async id => (await (await fetch(`/conversation/${id}/share`, {method: 'POST'})).json()).path", place
    )
    page.goto(scripted_site + shared)
    left |= foreign(page)
    assert left == set()
