"""With the keyboard alone: the focus is never lost, and Enter does what a dialog is for."""

from __future__ import annotations

from page_steps import ask
from playwright.sync_api import Locator, Page, expect


def press(page: Page, button: Locator) -> None:
    button.focus()
    page.keyboard.press("Enter")


def answered(page: Page) -> None:
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator("#talk .thumb")).to_have_count(2)


def test_after_asking_in_other_words_the_next_question_can_be_typed(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    answered(page)
    edit = page.get_by_role("button", name="Edit")
    press(page, edit)
    expect(page.locator("dialog.edit textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(edit).to_be_focused()
    press(page, edit)
    page.locator("dialog.edit textarea").fill("who is Waltz?")
    press(page, page.get_by_role("button", name="Ask again"))
    expect(page.locator(".question")).to_have_text("who is Waltz?")
    expect(page.locator("#composer textarea")).to_be_focused()


def test_what_is_wrong_is_said_and_an_answer_copied_where_one_was(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site, permissions=["clipboard-read", "clipboard-write"])
    answered(page)
    wrong, menu = page.get_by_role("button", name="This is wrong"), page.locator(".answer summary")
    press(page, wrong)
    press(page, page.get_by_role("button", name="Cancel"))
    expect(wrong).to_be_focused()
    expect(wrong).to_have_attribute("aria-pressed", "false")
    press(page, wrong)
    press(page, page.get_by_role("button", name="Send"))
    expect(wrong).to_have_attribute("aria-pressed", "true")
    expect(wrong).to_be_focused()

    press(page, menu)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy with sources")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    press(page, menu)
    press(page, page.get_by_role("button", name="Copy as Markdown"))
    expect(page.locator(".toast")).to_contain_text("copied")
    expect(menu).to_be_focused()
    expect(page.get_by_role("button", name="Copy as Markdown")).to_be_hidden()


def test_an_article_is_tagged_and_taken_out_of_the_scope(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    tags = page.get_by_role("button", name="Tags", exact=True)
    press(page, tags)
    expect(page.get_by_label("Tags, parted by commas")).to_be_focused()
    page.keyboard.type("diplomacy")
    page.keyboard.press("Enter")
    expect(page.locator("article header")).to_contain_text("Tags: diplomacy")
    expect(tags).to_be_focused()
    press(page, tags)
    page.get_by_label("Tags, parted by commas").fill("")
    page.keyboard.press("Enter")
    expect(page.locator("article header")).not_to_contain_text("diplomacy")

    press(page, page.get_by_role("button", name="Ask only this article"))
    expect(page.locator("#composer textarea")).to_be_focused()
    press(page, page.locator(".chip button"))
    expect(page.locator(".chip")).to_have_count(0)
    expect(page.locator("#composer textarea")).to_be_focused()


def test_a_chat_is_named_saved_deleted_and_brought_back(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    answered(page)
    press(page, page.get_by_role("button", name="New chat"))
    ask(page, "why did Waltz resign?")
    expect(page.locator(".refusal .thumb")).to_have_count(2)
    press(page, page.get_by_role("button", name="Chats"))
    titles = page.locator(".shelf .title")
    expect(titles).to_have_text(["why did Waltz resign?", "who urged Kyiv to tone down?"])
    page.locator(".shelf .open").first.focus()
    page.keyboard.press("Tab")
    rename = page.get_by_role("button", name="Rename").first
    expect(rename).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="New name")).to_be_focused()
    page.keyboard.type("About Waltz")
    page.keyboard.press("Enter")
    expect(titles.first).to_have_text("About Waltz")
    expect(rename).to_be_focused()

    save = page.get_by_role("button", name="Save or share: About Waltz")
    press(page, save)
    page.keyboard.press("Escape")
    expect(save).to_be_focused()

    press(page, page.get_by_role("button", name="Delete: About Waltz"))
    expect(titles).to_have_text(["who urged Kyiv to tone down?"])
    expect(page.locator(".shelf .open")).to_be_focused()
    press(page, page.get_by_role("button", name="Undo"))
    expect(page.locator(".shelf .open", has_text="About Waltz")).to_be_focused()
