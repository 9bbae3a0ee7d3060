"""A draft is held against the library, sentence by sentence, on a page of its own."""

from __future__ import annotations

import pytest
from page_steps import go_to, marked
from playwright.sync_api import expect


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_draft_is_checked_and_each_finding_leads_to_the_words(real_site: str, open_page, size: str) -> None:
    page = open_page(real_site, size)
    go_to(page, "Ask")
    page.get_by_role("link", name="Check a draft").click()
    draft = "Mike Waltz is the White House national security adviser. The moon is made of cheese."
    page.get_by_label("The draft").fill(draft)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("status")).to_contain_text("2 sentences:")
    findings = page.locator(".findings > li")
    expect(findings.first).to_contain_text("Supported.")
    expect(findings.nth(1)).to_contain_text("Not supported.")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    findings.first.get_by_role("link").click()
    assert "Mike Waltz" in marked(page)
