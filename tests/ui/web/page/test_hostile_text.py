"""Nothing that a person, an article, a file name or a model says runs, loads or leads anywhere.

Pages opened with ``open_page`` fail when a script runs or when
anything is requested from another host.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from attacks import ATTACKS, groups
from playwright.sync_api import Page, expect

WORDS = """answer => {
    const words = answer.cloneNode(true);
    words.querySelectorAll("a").forEach(link => link.remove());
    words.querySelectorAll("br").forEach(end => end.replaceWith(" "));
    return words.textContent;
}"""
"""The words of a short answer, without its citations."""
MADE = "img, iframe, object, embed, video, audio, base, math, form, meta, style, script, [onerror], [onload], [onfocus]"


def ask(page: Page, question: str, number: int) -> None:
    page.fill("#composer textarea", question)
    page.press("#composer textarea", "Enter")
    expect(page.locator(".answer .about")).to_have_count(number)


def test_there_are_attacks() -> None:
    assert len(set(ATTACKS)) >= 100


def test_questions_and_answers_show_every_attack_as_text(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    asked = list(groups(950))
    for number, question in enumerate(asked, start=1):
        ask(page, question, number)
    # The scripted answerer says what it was asked: an answer is as hostile as a question.
    for place, question in enumerate(asked):
        shown = page.locator(".answer .short").nth(place).evaluate(WORDS)
        assert shown.split() == question.split()
        assert page.locator(".question").nth(place).inner_text().split() == question.split()
    assert page.locator(f"#talk .message-content :is({MADE}, .question a, .short a:not(.cite))").count() == 0


def test_an_article_of_attacks_is_read_as_text(scripted_site: str, open_page, tmp_path: Path) -> None:
    page = open_page(scripted_site)
    file = tmp_path / "<img src=x onerror=alert(1)>.txt"
    headline = "<img src=x onerror=alert(1)> is the headline of this article"
    file.write_text("\n\n".join([headline, *(f"{a} said the mayor of the city on Monday." for a in ATTACKS)]))
    page.get_by_role("button", name="Add article").click()
    page.set_input_files("#files input[type=file]", file)
    expect(page.locator("#files table")).to_be_visible()
    page.click("#add-go")
    expect(page.locator(".added li")).to_contain_text("onerror=alert(1)")
    page.click("#add-close")
    expect(page.locator("article h2")).to_contain_text("<img src=x onerror=alert(1)>")
    text = page.locator("article").inner_text()
    missing = [attack for attack in ATTACKS if attack not in text]
    assert missing == []
    page.get_by_role("button", name="Ask only this article").click()
    expect(page.locator(".chip")).to_contain_text("<img src=x onerror=alert(1)>")
    ask(page, "who spoke?", 1)
    page.locator("a.cite").first.hover()
    page.locator("a.cite").first.click()
    expect(page.locator("mark.active").first).to_be_visible()
    assert (
        page.locator(
            f"article :is({MADE}), .shelf :is({MADE}), .chip :is({MADE}), #talk .message-content :is({MADE})"
        ).count()
        == 0
    )
    page.get_by_role("button", name="Delete").click()
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        page.evaluate("dispatchEvent(new Event('pagehide'))")


@pytest.mark.parametrize(
    "address", ["#a=<img src=x onerror=alert(1)>&s=1-2", "#a=../../look/page.js", "#a=x&v=1&s=%22]"]
)
def test_an_address_cannot_bring_anything_in(scripted_site: str, open_page, address: str) -> None:
    page = open_page(scripted_site, faults_expected=["404"])
    page.evaluate("hash => { location.hash = hash }", address)
    expect(page.locator("section.page .empty")).to_contain_text("no longer in the library")
