"""What a person does on the page, for the tests of all its parts."""

from __future__ import annotations

from playwright.sync_api import Page, expect

SENTENCE = (
    "“They need to tone it down and take a hard look and sign that deal,” Mike Waltz, the White House national "
    "security adviser, said in an interview with Fox News."
)


def ask(page: Page, question: str) -> None:
    page.fill("#composer textarea", question)
    page.press("#composer textarea", "Enter")


def go_to(page: Page, room: str) -> None:
    """Show a room: "Library", "Ask" or "Article". On a desktop all are shown."""
    if page.viewport_size["width"] < 600:
        page.get_by_role("group", name="What to show").get_by_role("button", name=room).click()


def marked(page: Page) -> str:
    """The words that stand out in the article."""
    expect(page.locator("mark.active").first).to_be_in_viewport()
    return " ".join(page.locator("mark.active").all_inner_texts())
