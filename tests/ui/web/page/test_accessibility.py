"""axe-core finds nothing against WCAG 2.2 A and AA in any state of the page, light and dark, desktop and phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, { runOnly: { type: 'tag', values: rules } })", RULES
    )
    return [f"{fault['id']}: {node['html'][:300]}" for fault in found["violations"] for node in fault["nodes"]]


def ask(page: Page, question: str, answer: str) -> None:
    page.fill("#composer textarea", question)
    page.press("#composer textarea", "Enter")
    expect(page.locator(answer)).to_be_visible()


def empty(page: Page) -> None:
    expect(page.locator(".examples")).to_be_visible()


def answered(page: Page) -> None:
    ask(page, "who urged Kyiv to tone down?", ".answer .about")


def refused(page: Page) -> None:
    ask(page, "why did Waltz resign?", ".refusal .pullquote")


def told_what_to_do(page: Page) -> None:
    ask(page, "why " * 400, ".notice")


def marked(page: Page) -> None:
    answered(page)
    page.locator("a.cite").first.click()
    expect(page.locator("mark.active").first).to_be_visible()


def one_article_only(page: Page) -> None:
    marked(page)
    page.get_by_role("button", name="Ask only this article").click()
    expect(page.locator(".chip")).to_be_visible()


def adding(page: Page) -> None:
    page.evaluate("document.querySelector('[data-do=add]').click()")
    page.click("#add-go")
    expect(page.locator(".added li")).to_be_visible()


def helped(page: Page) -> None:
    page.evaluate("document.querySelector('[data-do=help]').click()")
    expect(page.locator("dialog.help")).to_be_visible()


def library_on_a_phone(page: Page) -> None:
    if page.viewport_size["width"] < 600:
        page.get_by_role("button", name="Library").click()
    expect(page.locator(".shelf .open").first).to_be_visible()


def checking(page: Page) -> None:
    page.get_by_role("button", name="Check a quote").click()
    expect(page.locator("dialog.check")).to_be_visible()


def checked(page: Page) -> None:
    checking(page)
    quote = page.get_by_role("textbox", name="The quote")
    quote.fill("They need to calm it down and take a hard look and sign that deal")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".quote-check ins")).to_be_visible()


def copying(page: Page) -> None:
    answered(page)
    page.locator(".answer summary").click()
    expect(page.get_by_role("button", name="Copy as Markdown")).to_be_visible()


def saying_what_is_wrong(page: Page) -> None:
    answered(page)
    page.get_by_role("button", name="This is wrong").click()
    expect(page.locator("dialog.wrong")).to_be_visible()


def filtering(page: Page) -> None:
    library_on_a_phone(page)
    page.get_by_text("Filter and sort").click()
    expect(page.get_by_label("Publisher").locator("option")).not_to_have_count(0)


def filing(page: Page) -> None:
    marked(page)
    page.get_by_role("button", name="Tags", exact=True).click()
    expect(page.locator("dialog.tags")).to_be_visible()


def chats(page: Page) -> None:
    answered(page)
    library_on_a_phone(page)
    page.get_by_role("button", name="Chats").click()
    page.locator(".shelf li").hover()
    expect(page.locator(".shelf .open")).to_have_count(1)


def renaming(page: Page) -> None:
    chats(page)
    page.get_by_role("button", name="Rename").first.click()
    expect(page.locator("dialog.rename")).to_be_visible()


def saving(page: Page) -> None:
    chats(page)
    page.get_by_role("button", name="Save or share").first.click()
    expect(page.locator("dialog.save")).to_be_visible()


def editing(page: Page) -> None:
    answered(page)
    page.get_by_role("button", name="Edit").click()
    expect(page.locator("dialog.edit")).to_be_visible()


def setting(page: Page) -> None:
    page.evaluate("document.querySelector('[data-do=settings]').click()")
    expect(page.locator("dialog.settings")).to_be_visible()


def touring(page: Page) -> None:
    helped(page)
    page.get_by_role("button", name="Show the tour").click()
    expect(page.locator(".tour p:visible")).to_be_visible()


def led_on(page: Page) -> None:
    answered(page)
    expect(page.locator(".next button")).to_have_count(2)


def drafted(page: Page) -> None:
    page.goto("/".join(page.url.split("/")[:3]) + "/draft")
    page.get_by_label("The draft").fill("Mike Waltz urged Kyiv to tone it down. The moon is made of cheese.")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("status")).to_be_visible()


def shared(page: Page) -> None:
    answered(page)
    expect(page.locator(".answer .thumb")).to_have_count(2)
    place = page.evaluate(
        """async () => {
            const at = document.querySelector("#talk .answer").className.match(/ at-(.*)-\\d+$/)[1];
            return (await (await fetch(`/conversation/${at}/share`, { method: "POST" })).json()).path;
        }"""
    )
    page.goto("/".join(page.url.split("/")[:3]) + place)
    expect(page.locator("blockquote").first).to_be_visible()


# Pages of their own, without the class on their body that the app's page has in the dark.
DOCUMENTS = [drafted, shared]
STATES = [
    setting,
    touring,
    led_on,
    *DOCUMENTS,
    editing,
    saving,
    filtering,
    filing,
    copying,
    saying_what_is_wrong,
    renaming,
    checking,
    checked,
    chats,
    empty,
    answered,
    refused,
    told_what_to_do,
    marked,
    one_article_only,
    adding,
    helped,
    library_on_a_phone,
]


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("reach", STATES)
def test_no_state_of_the_page_breaks_a_rule(
    scripted_site: str, open_page, reach: Callable[[Page], None], size: str
) -> None:
    page = open_page(scripted_site, size)
    page.emulate_media(reduced_motion="reduce")  # a color on its way to another is not the one that is read
    reach(page)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    if reach not in DOCUMENTS:
        expect(page.locator("body")).to_have_class(re.compile("dark"))
    assert violations(page) == []
