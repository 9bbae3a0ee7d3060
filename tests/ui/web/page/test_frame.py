"""The frame of the page: theme, keyboard and the rooms on a phone."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from page_steps import SENTENCE, ask, go_to, marked
from playwright.sync_api import Page, Route, expect

from ingest import add_text


def test_the_theme_follows_the_system_and_then_the_reader(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site, color_scheme="dark")
    expect(page.locator("body")).to_have_class(re.compile("dark"))
    page.get_by_role("button", name="Switch between light and dark").click()
    page.reload()
    page.wait_for_selector("#composer textarea")
    expect(page.locator("body")).not_to_have_class(re.compile("dark"))


def test_the_keyboard_alone_is_enough(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    page.locator("section.page").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.get_by_role("dialog", name="Add articles")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("section.page").focus()
    page.keyboard.press("/")
    page.keyboard.type("who urged Kyiv to tone down?")
    page.keyboard.press("Enter")
    number = page.locator("a.cite").first
    expect(number).to_be_visible()
    number.focus()
    page.keyboard.press("Enter")
    assert SENTENCE in marked(page)


def test_on_a_phone_one_room_is_shown_at_a_time(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site, "phone")
    rooms = {"Library": "#library-room", "Ask": "#talk-room", "Article": "#article-room"}
    for tab, room in rooms.items():
        page.get_by_role("group", name="What to show").get_by_role("button", name=tab).click()
        shown = [name for name in rooms.values() if page.locator(name).is_visible()]
        assert shown == [room]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_each_room_is_scrolled_by_itself(size: str, tmp_path: Path, serve_app, scripted, open_page) -> None:
    pullquote = scripted(tmp_path)
    for number in range(20):
        text = "\n\n".join(f"Paragraph {line} of story {number} tells more of the town." for line in range(30))
        add_text(text, pullquote.library, pullquote.embedder, title=f"Story {number}")
    with serve_app(pullquote) as site:
        page = open_page(site, size)
        for number in range(1, 6):
            ask(page, "what is told?")
            expect(page.locator("#talk .thumb.right")).to_have_count(number)
        page.locator("#talk .panel-wrap").evaluate("room => room.scrollTo({ top: 0, behavior: 'instant' })")
        for room, scrolled in (("Ask", "#talk .panel-wrap"), ("Library", ".shelf"), ("Article", ".page")):
            go_to(page, room)
            page.locator(scrolled).hover()
            page.mouse.wheel(0, 300)
            page.wait_for_function("room => document.querySelector(room).scrollTop > 100", arg=scrolled)
        go_to(page, "Library")
        expect(page.get_by_role("button", name="Add article")).to_be_in_viewport(ratio=1)
        page.locator(".shelf .open").last.scroll_into_view_if_needed()
        expect(page.get_by_role("button", name="Add article")).to_be_in_viewport(ratio=1)
        page.locator(".shelf .open").last.click()
        go_to(page, "Article")
        expect(page.locator("article h2")).to_be_in_viewport()
    pullquote.close()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_what_is_clicked_while_the_page_loads_is_not_lost(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)

    def late(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    page.route("**/look/*/page.js", late)
    page.reload(wait_until="commit")
    if size == "phone":
        page.get_by_role("button", name="Library").click()
    page.get_by_role("button", name="Chats").click()
    expect(page.locator(".count")).to_have_text("0 chats")
    expect(page.locator(".shelf .open")).to_have_count(0)


def swipe(page: Page, by: int) -> None:
    """Draw a finger sideways over the middle of the screen."""
    session = page.context.new_cdp_session(page)
    finger = {"x": 195, "y": 400}
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [finger]})
    finger["x"] += by
    session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [finger]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_on_a_phone_a_swipe_goes_to_the_room_beside(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site, "phone")
    for by, room in ((-150, "#article-room"), (-150, "#article-room"), (150, "#talk-room"), (150, "#library-room")):
        swipe(page, by)
        expect(page.locator(room)).to_be_visible()
        expect(page.locator("#rooms > .column:visible")).to_have_count(1)
    swipe(page, -20)
    expect(page.locator("#library-room")).to_be_visible()


def test_nothing_lies_over_the_rooms(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    rooms = page.evaluate(
        """() => [100, 600, 1000].map((x) =>
            document.elementFromPoint(x, innerHeight - 4).closest("#rooms > .column")?.id)"""
    )
    assert rooms == ["library-room", "talk-room", "article-room"]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_nothing_shifts_while_an_answer_grows(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    expect(page.locator(".examples button")).to_have_count(3)
    ask(page, "tell me slowly")
    expect(page.locator(".answer .short")).to_contain_text("word word")
    page.evaluate(
        """() => {
            window.shifted = 0;
            new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) window.shifted += entry.value;
            }).observe({ type: "layout-shift" });
        }"""
    )
    expect(page.locator(".answer .short")).to_contain_text("word " * 30)
    page.locator("#composer button.stop-button").click()
    expect(page.locator("#composer button.submit-button")).to_be_visible()
    expect(page.locator(".answer .thumb")).to_have_count(2)
    assert page.evaluate("window.shifted") < 0.01
