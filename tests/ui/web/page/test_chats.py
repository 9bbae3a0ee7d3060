"""Chats: kept, opened again, named, exported and shared."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_steps import SENTENCE, ask, go_to, marked
from playwright.sync_api import expect


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_chats_are_kept_opened_again_renamed_and_deleted(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .about")).to_be_visible()
    go_to(page, "Library")
    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".examples")).to_be_visible()
    ask(page, "why did Waltz resign?")
    expect(page.locator(".refusal .pullquote")).to_be_visible()
    expect(page.locator("#composer .submit-button")).to_be_visible()
    page.reload()
    page.wait_for_selector(":root[data-ready]", state="attached")
    go_to(page, "Library")
    page.get_by_role("button", name="Chats").click()
    expect(page.locator(".shelf .open")).to_have_count(2)
    page.fill("#find", "kyiv")
    expect(page.locator(".shelf .open")).to_have_count(1)
    page.locator(".shelf .open").click()
    expect(page.locator(".answer .short")).to_contain_text("Mike Waltz")
    page.locator("a.cite").first.click()
    assert SENTENCE in marked(page)

    go_to(page, "Library")
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


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_chat_is_saved_and_shared_as_a_page_to_read(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size, permissions=["clipboard-read", "clipboard-write"])
    ask(page, "who urged Kyiv to tone down <img src=x onerror=alert(1)>?")
    expect(page.locator(".answer .thumb")).to_have_count(2)
    go_to(page, "Library")
    page.get_by_role("button", name="Chats").click()
    page.locator(".shelf li").hover()
    page.get_by_role("button", name="Save or share").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="one HTML file").click()
    assert SENTENCE in Path(download.value.path()).read_text(encoding="utf-8")
    page.get_by_role("button", name="Copy a link").click()
    expect(page.locator(".toast")).to_contain_text("copied")
    address = page.evaluate("navigator.clipboard.readText()")
    page.goto(address)
    expect(page.locator("h2")).to_have_text("who urged Kyiv to tone down <img src=x onerror=alert(1)>?")
    expect(page.locator("blockquote").first).to_contain_text(SENTENCE)
    assert page.locator("img, script, input, button").count() == 0
