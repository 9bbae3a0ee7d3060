"""Help where it is needed: the tour, and questions that lead on."""

from __future__ import annotations

import pytest
from page_steps import ask
from playwright.sync_api import expect


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_tour_is_shown_once_in_three_steps_and_again_when_asked_for(
    scripted_site: str, open_page, size: str
) -> None:
    page = open_page(scripted_site, size, first_visit=True)
    tour = page.get_by_role("region", name="First steps")
    expect(page.locator("#composer textarea")).to_be_visible()
    for room, said in (("talk", "Ask."), ("article", "Check."), ("library", "Your articles.")):
        expect(tour.locator("p:visible")).to_contain_text(said)
        expect(page.locator(f"#{room}-room")).to_be_visible()
        tour.get_by_role("button", name="Next").click()
    expect(tour).to_be_hidden()
    expect(page.locator("#composer textarea")).to_be_visible()
    page.reload()
    page.wait_for_selector(":root[data-ready]", state="attached")
    expect(page.locator(".tour")).to_be_hidden()
    page.locator("section.page").focus()
    page.keyboard.press("?")
    page.get_by_role("button", name="Show the tour").click()
    expect(tour.locator("p:visible")).to_contain_text("Ask.")
    tour.get_by_role("button", name="Skip").click()
    expect(tour).to_be_hidden()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_questions_that_lead_on_are_offered_and_asked_with_one_click(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    ask(page, "who urged Kyiv to tone down?")
    offered = page.get_by_role("group", name="Questions that lead on").get_by_role("button")
    expect(offered).to_have_count(2)
    question = offered.first.inner_text()
    offered.first.click()
    expect(page.locator(".question")).to_have_text(["who urged Kyiv to tone down?", question])
    expect(page.locator("#talk .thumb.right")).to_have_count(2)
    expect(offered.first).to_be_visible()
    expect(offered.filter(has_text=question)).to_have_count(0)
