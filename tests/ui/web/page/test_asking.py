"""Asking: stopping, asking again, and two people at once."""

from __future__ import annotations

import pytest
from page_steps import ask, go_to
from playwright.sync_api import Page, expect


def begin_a_new_chat(page: Page) -> None:
    go_to(page, "Library")
    page.get_by_role("button", name="New chat").click()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_answer_can_be_stopped_and_the_next_one_asked(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    ask(page, "tell me slowly")
    expect(page.locator(".answer .short")).to_contain_text("word word word")
    page.locator("#composer button.stop-button").click()
    expect(page.locator("#composer button.submit-button")).to_be_visible()
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .short").last).to_contain_text("Mike Waltz")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_new_chat_ends_the_answer_that_is_being_made(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    ask(page, "tell me slowly")
    expect(page.locator(".answer .short")).to_contain_text("word word word")
    begin_a_new_chat(page)
    expect(page.locator(".examples")).to_be_visible()
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .short")).to_contain_text("Mike Waltz")
    expect(page.locator(".question")).to_have_text(["who urged Kyiv to tone down?"])


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_question_is_edited_while_its_answer_is_being_made(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    ask(page, "tell me slowly")
    expect(page.locator(".answer .short")).to_contain_text("word word word")
    page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name="Ask in other words")
    dialog.get_by_label("The question").fill("who urged Kyiv to tone down?")
    dialog.get_by_role("button", name="Ask again").click()
    expect(page.locator(".answer .short")).to_contain_text("Mike Waltz")
    expect(page.locator(".question")).to_have_text(["who urged Kyiv to tone down?"])
    expect(page.locator("#composer button.submit-button")).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_another_chat_is_opened_while_an_answer_is_being_made(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .thumb")).to_have_count(2)
    begin_a_new_chat(page)
    expect(page.locator(".examples")).to_be_visible()
    ask(page, "tell me slowly")
    expect(page.locator(".answer .short")).to_contain_text("word word word")
    go_to(page, "Library")
    page.get_by_role("button", name="Chats").click()
    page.locator(".shelf .open", has_text="Kyiv").click()
    expect(page.locator(".question")).to_have_text(["who urged Kyiv to tone down?"])
    ask(page, "why did Waltz resign?")
    expect(page.locator(".refusal .thumb")).to_have_count(2)
    expect(page.locator(".question")).to_have_text(["who urged Kyiv to tone down?", "why did Waltz resign?"])
    go_to(page, "Library")
    expect(page.locator(".shelf .title")).to_have_count(2)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_question_typed_while_an_answer_is_being_made_is_answered_next(
    scripted_site: str, open_page, size: str
) -> None:
    page = open_page(scripted_site, size)
    ask(page, "tell me slowly")
    expect(page.locator(".answer .short")).to_contain_text("word word word")
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".question")).to_have_count(2)
    expect(page.locator(".waiting")).to_be_visible()
    page.locator("#composer button.stop-button").click()
    expect(page.locator(".notice")).to_contain_text("Stopped")
    expect(page.locator("#composer button.submit-button")).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_question_is_edited_and_asked_again_in_its_place(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    questions = ("what holds?", "who urged Kyiv to tone down?", "why did Waltz resign?")
    for number, question in enumerate(questions, start=1):
        ask(page, question)
        expect(page.locator("#talk .thumb.right")).to_have_count(number)
    page.get_by_role("button", name="Edit").nth(1).click()
    dialog = page.get_by_role("dialog", name="Ask in other words")
    expect(dialog.get_by_label("The question")).to_have_value("who urged Kyiv to tone down?")
    dialog.get_by_label("The question").fill("where was it? <img src=x onerror=alert(1)>")
    dialog.get_by_role("button", name="Ask again").click()
    asked = ["what holds?", "where was it? <img src=x onerror=alert(1)>"]
    expect(page.locator(".question")).to_have_text(asked)
    expect(page.locator("#talk .thumb.right")).to_have_count(2)
    page.reload()
    page.wait_for_selector(":root[data-ready]", state="attached")
    go_to(page, "Library")
    page.get_by_role("button", name="Chats").click()
    page.locator(".shelf .open").click()
    expect(page.locator(".question")).to_have_text(asked)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_two_people_do_not_see_each_others_chats(scripted_site: str, open_page, size: str) -> None:
    first, second = open_page(scripted_site, size), open_page(scripted_site, size)
    ask(first, "who urged Kyiv to tone down?")
    expect(first.locator(".answer .about")).to_be_visible()
    ask(second, "why did Waltz resign?")
    expect(second.locator(".refusal .pullquote")).to_be_visible()
    expect(second.locator(".question")).to_have_text(["why did Waltz resign?"])
    go_to(second, "Library")
    second.get_by_role("button", name="Chats").click()
    expect(second.locator(".shelf .title")).to_have_text(["why did Waltz resign?"])


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_two_tabs_of_one_person_hold_two_chats(scripted_site: str, open_page, size: str) -> None:
    first = open_page(scripted_site, size)
    second = first.context.new_page()
    second.goto(scripted_site)
    second.wait_for_selector(":root[data-ready]", state="attached")
    ask(first, "tell me slowly")
    expect(first.locator(".answer .short")).to_contain_text("word word word")
    ask(second, "why did Waltz resign?")
    expect(second.locator(".refusal .pullquote")).to_be_visible()
    expect(second.locator(".question")).to_have_text(["why did Waltz resign?"])
    expect(first.locator(".question")).to_have_text(["tell me slowly"])
    first.locator("#composer button.stop-button").click()
    expect(first.locator("#composer button.submit-button")).to_be_visible()
    go_to(second, "Library")
    second.get_by_role("button", name="Chats").click()
    expect(second.locator(".shelf .title", has_text="why did Waltz resign?")).to_have_count(1)
