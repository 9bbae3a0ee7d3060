"""A person at the page, in a real Chromium."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ingest import add_text


def ask(page: Page, question: str) -> None:
    page.fill("#composer textarea", question)
    page.press("#composer textarea", "Enter")


def marked(page: Page) -> str:
    """The words that stand out in the article."""
    expect(page.locator("mark.active").first).to_be_in_viewport()
    return " ".join(page.locator("mark.active").all_inner_texts())


SENTENCE = (
    "“They need to tone it down and take a hard look and sign that deal,” Mike Waltz, the White House national "
    "security adviser, said in an interview with Fox News."
)


def test_the_sample_article_answers_with_its_proof(real_site: str, open_page) -> None:
    page = open_page(real_site)
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .short")).to_contain_text("Mike Waltz", timeout=30_000)
    page.locator(".answer .short a.cite").first.click()
    assert SENTENCE in marked(page)


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


def test_several_marks_and_the_keys_go_from_one_to_the_next(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "who urged Kyiv to tone down?")
    page.locator("a.cite").first.click()
    assert SENTENCE in marked(page)
    assert page.locator("mark").count() == 2
    page.locator("section.page").focus()
    page.keyboard.press("j")
    assert "moving forward" in marked(page)
    page.keyboard.press("k")
    assert SENTENCE in marked(page)


def test_a_citation_is_named_by_its_quote_and_shows_it_on_hover(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "who urged Kyiv to tone down?")
    number = page.get_by_role("link", name=re.compile("^1.*They need to tone it down.*2025")).first
    expect(number).to_be_visible()
    number.hover()
    expect(page.locator(".cite .card").first).to_be_in_viewport()
    assert page.locator(".cite .card").first.bounding_box()["width"] > 200


def test_an_unsupported_statement_is_struck(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".statement.unsupported s")).to_have_text("He resigned.")


def test_a_refusal_shows_the_closest_passage_and_opens_it(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "why did Waltz resign?")
    expect(page.locator(".refusal .short")).to_have_text("The articles do not say that.")
    page.locator(".refusal a.cite").click()
    assert SENTENCE in marked(page)


def test_an_overlong_question_gets_a_sentence_that_says_what_to_do(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "why " * 400)
    expect(page.locator(".notice")).to_contain_text("Ask it shorter")


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
    assert page.locator(".question").count() == 1


def test_an_address_opens_the_article_at_the_passage(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "who urged Kyiv to tone down?")
    address = page.locator("a.cite").first.get_attribute("href")
    other = open_page(scripted_site + "/" + address)
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
    assert "The United States is refusing" in page.locator("#composer textarea").input_value()


def test_an_answer_is_copied_with_its_sources(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site, permissions=["clipboard-read", "clipboard-write"])
    ask(page, "who urged Kyiv to tone down?")
    page.get_by_role("button", name="Copy with sources").click()
    expect(page.locator(".toast")).to_contain_text("copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Mike Waltz\n\n“")
    assert SENTENCE in copied
    assert "20 February 2025" in copied
    assert "#a=" in copied


def test_a_pasted_article_is_added_found_asked_alone_deleted_and_brought_back(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    page.get_by_role("button", name="Add article").click()
    page.fill("#paste textarea", "Bridge reopens in Porto\n\nThe bridge in Porto reopened on Monday, the city said.")
    page.click("#add-go")
    expect(page.locator(".added li")).to_contain_text("Added: Bridge reopens in Porto")
    page.click("#add-close")
    expect(page.locator(".count")).to_have_text("2 articles")
    expect(page.locator("article h2")).to_have_text("Bridge reopens in Porto")

    page.fill("#find", "porto")
    expect(page.locator(".shelf .open")).to_have_count(1)

    page.get_by_role("button", name="Ask only this article").click()
    expect(page.locator(".chip")).to_contain_text("Only: Bridge reopens in Porto")
    ask(page, "what reopened?")
    expect(page.locator(".pullquote blockquote").first).to_contain_text("Porto")
    page.get_by_role("button", name="Ask all articles again").click()
    expect(page.locator(".chip")).to_have_count(0)

    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("article h2")).to_have_text("Bridge reopens in Porto")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(".shelf .open")).to_have_count(0)
    expect(page.locator(".toast")).to_be_empty(timeout=12_000)
    page.reload()
    expect(page.locator(".count")).to_have_text("1 article")


def test_an_unreadable_file_gets_a_sentence_and_a_good_one_is_added(
    scripted_site: str, open_page, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.html").write_text(
        "<html><body><article><h1>Ferry stops</h1><p>The ferry to Procida stopped on Tuesday because of strong wind, "
        "the port said. It will sail again when the wind drops, officials added.</p></article></body></html>"
    )
    page = open_page(scripted_site)
    page.get_by_role("button", name="Add article").click()
    page.set_input_files("#files input[type=file]", [tmp_path / "empty.txt", tmp_path / "good.html"])
    expect(page.locator("#files")).to_contain_text(re.compile("good.*html"))
    page.click("#add-go")
    expect(page.locator(".added li")).to_have_count(2)
    expect(page.locator("#add-sheet .progress")).to_have_text("2 of 2")
    assert "empty.txt" in page.locator(".added li").first.inner_text()
    assert "/" not in page.locator(".added li").first.inner_text()
    page.click("#add-close")
    page.get_by_role("button", name="Delete").click()
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        page.evaluate("dispatchEvent(new Event('pagehide'))")


def test_an_empty_library_says_what_to_do(tmp_path: Path, serve_app, scripted, open_page) -> None:
    with serve_app(scripted(tmp_path)) as address:
        page = open_page(address)
        expect(page.locator(".shelf .none")).to_contain_text("Add article")
        ask(page, "who?")
        expect(page.locator(".refusal")).to_contain_text("Add an article first")


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
    expect(page.get_by_role("dialog", name="Add an article")).to_be_visible()
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


def test_chats_are_kept_opened_again_renamed_and_deleted(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .about")).to_be_visible()
    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".examples")).to_be_visible()
    ask(page, "why did Waltz resign?")
    expect(page.locator(".refusal .pullquote")).to_be_visible()
    expect(page.locator("#composer .submit-button")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Chats").click()
    expect(page.locator(".shelf .open")).to_have_count(2)
    page.fill("#find", "kyiv")
    expect(page.locator(".shelf .open")).to_have_count(1)
    page.locator(".shelf .open").click()
    expect(page.locator(".answer .short")).to_contain_text("Mike Waltz")
    page.locator("a.cite").first.click()
    assert SENTENCE in marked(page)

    page.locator(".shelf li").hover()
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("textbox", name="New name").fill("About Kyiv <i>")
    page.get_by_role("dialog").get_by_role("button", name="Rename").click()
    expect(page.locator(".shelf .title")).to_have_text("About Kyiv <i>")
    page.locator(".shelf li").hover()
    page.get_by_role("button", name="Delete: About Kyiv").click()
    expect(page.locator(".shelf .open")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".shelf .open")).to_have_count(1)


def test_two_people_do_not_see_each_others_chats(scripted_site: str, open_page) -> None:
    first, second = open_page(scripted_site), open_page(scripted_site)
    ask(first, "who urged Kyiv to tone down?")
    expect(first.locator(".answer .about")).to_be_visible()
    ask(second, "why did Waltz resign?")
    expect(second.locator(".refusal .pullquote")).to_be_visible()
    assert second.locator(".question").all_inner_texts() == ["why did Waltz resign?"]
    second.get_by_role("button", name="Chats").click()
    expect(second.locator(".shelf .title")).to_have_text(["why did Waltz resign?"])


def test_a_quote_is_checked_against_the_library(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    page.get_by_role("button", name="Check a quote").click()
    page.get_by_label("The quote").fill("They need to calm it down and take a hard look and sign that deal")
    page.get_by_label("Who said it").fill("Mike Waltz")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".check .short")).to_contain_text("Altered")
    expect(page.locator(".check del")).to_have_text("calm")
    expect(page.locator(".check ins")).to_have_text("tone")
    page.locator(".check a.cite").click()
    assert "They need to tone it down" in marked(page)


def test_another_version_and_what_changed_are_a_click_away(tmp_path: Path, serve_app, scripted, open_page) -> None:
    pullquote = scripted(tmp_path)
    story = "Ferry stops in Procida\n\nThe ferry stopped on {} because of strong wind, the port of Procida said."
    for day in ("Monday", "Tuesday"):
        add_text(story.format(day), pullquote.library, pullquote.embedder, url="https://example.com/ferry")
    with serve_app(pullquote) as address:
        page = open_page(address)
        expect(page.locator("article")).to_contain_text("stopped on Tuesday")
        page.get_by_role("button", name="Version 1").click()
        expect(page.locator("article")).to_contain_text("stopped on Monday")
        page.get_by_role("button", name="Version 2").click()
        page.get_by_role("button", name="What changed").click()
        expect(page.locator("article del")).to_have_text("Monday")
        expect(page.locator("article ins")).to_have_text("Tuesday")
        page.get_by_role("button", name="Back to the article").click()
        expect(page.locator("article")).to_contain_text("stopped on Tuesday")
    pullquote.close()
