"""Asking: stopping, asking again, and two people at once."""

from __future__ import annotations

from page_steps import ask
from playwright.sync_api import expect


def test_an_answer_can_be_stopped_and_the_next_one_asked(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "tell me slowly")
    expect(page.locator(".answer .short")).to_contain_text("word word word")
    page.locator("#composer button.stop-button").click()
    expect(page.locator("#composer button.submit-button")).to_be_visible()
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .short").last).to_contain_text("Mike Waltz")


def test_a_new_chat_ends_the_answer_that_is_being_made(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "tell me slowly")
    expect(page.locator(".answer .short")).to_contain_text("word word word")
    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".examples")).to_be_visible()
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .short")).to_contain_text("Mike Waltz")
    expect(page.locator(".question")).to_have_text(["who urged Kyiv to tone down?"])


def test_a_question_is_edited_while_its_answer_is_being_made(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "tell me slowly")
    expect(page.locator(".answer .short")).to_contain_text("word word word")
    page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name="Ask in other words")
    dialog.get_by_label("The question").fill("who urged Kyiv to tone down?")
    dialog.get_by_role("button", name="Ask again").click()
    expect(page.locator(".answer .short")).to_contain_text("Mike Waltz")
    expect(page.locator(".question")).to_have_text(["who urged Kyiv to tone down?"])
    expect(page.locator("#composer button.submit-button")).to_be_visible()


def test_another_chat_is_opened_while_an_answer_is_being_made(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .thumb")).to_have_count(2)
    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".examples")).to_be_visible()
    ask(page, "tell me slowly")
    expect(page.locator(".answer .short")).to_contain_text("word word word")
    page.get_by_role("button", name="Chats").click()
    page.locator(".shelf .open", has_text="Kyiv").click()
    expect(page.locator(".question")).to_have_text(["who urged Kyiv to tone down?"])
    ask(page, "why did Waltz resign?")
    expect(page.locator(".refusal .thumb")).to_have_count(2)
    expect(page.locator(".question")).to_have_text(["who urged Kyiv to tone down?", "why did Waltz resign?"])
    expect(page.locator(".shelf .title")).to_have_count(2)


def test_a_question_typed_while_an_answer_is_being_made_is_answered_next(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "tell me slowly")
    expect(page.locator(".answer .short")).to_contain_text("word word word")
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".question")).to_have_count(2)
    expect(page.locator(".waiting")).to_be_visible()
    page.locator("#composer button.stop-button").click()
    expect(page.locator(".notice")).to_contain_text("Stopped")
    expect(page.locator("#composer button.submit-button")).to_be_visible()


def test_a_question_is_edited_and_asked_again_in_its_place(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
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
    page.get_by_role("button", name="Chats").click()
    page.locator(".shelf .open").click()
    expect(page.locator(".question")).to_have_text(asked)


def test_two_people_do_not_see_each_others_chats(scripted_site: str, open_page) -> None:
    first, second = open_page(scripted_site), open_page(scripted_site)
    ask(first, "who urged Kyiv to tone down?")
    expect(first.locator(".answer .about")).to_be_visible()
    ask(second, "why did Waltz resign?")
    expect(second.locator(".refusal .pullquote")).to_be_visible()
    expect(second.locator(".question")).to_have_text(["why did Waltz resign?"])
    second.get_by_role("button", name="Chats").click()
    expect(second.locator(".shelf .title")).to_have_text(["why did Waltz resign?"])
