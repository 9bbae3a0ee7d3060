"""Logging in and out as a person does: by keyboard, on a phone, with a screen reader's names, in two languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect
from scripted import ScriptedPullquote
from test_accessibility import violations

from ingest import pipeline
from ui.access import Access
from ui.web.served import served

PASSWORD = "correct horse battery"  # noqa: S105 - of a test


@pytest.fixture(scope="module")
def closed_site(tmp_path_factory: pytest.TempPathFactory, make_app: Callable[..., FastAPI]) -> Iterator[str]:
    """The page with two users, over the sample article and scripted answers."""
    home = tmp_path_factory.mktemp("closed")
    pullquote, access = ScriptedPullquote(home), Access(home, open_here=True)
    pipeline.add_sample(pullquote.library, pullquote.embedder)
    access.users.add("ana", PASSWORD)
    access.users.add("intern", PASSWORD, "guest")
    with served(make_app(pullquote, access)) as address:
        yield address
    pullquote.close()


COLORS = {"desktop": "light", "phone": "dark"}


@pytest.fixture(params=COLORS)
def page(request: pytest.FixtureRequest, closed_site: str, visit: Callable[..., Page]) -> Page:
    return visit(closed_site, request.param, color_scheme=COLORS[request.param])


def log_in(page: Page, name: str, password: str = PASSWORD) -> None:
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def come_in(page: Page, name: str) -> None:
    """Log in, and wait until the script hears what is clicked."""
    log_in(page, name)
    page.wait_for_selector(":root[data-ready]", state="attached")


@pytest.mark.parametrize("size", COLORS)
def test_by_keyboard_in_and_out_again(closed_site: str, visit: Callable[..., Page], size: str) -> None:
    page = visit(closed_site, size, faults_expected=["status of 401"], color_scheme=COLORS[size])
    expect(page.get_by_label("Name")).to_be_focused()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    log_in(page, "ana", "wrong password")
    expect(page.get_by_role("alert")).to_have_text("Name or password is wrong.")
    expect(page.get_by_label("Password")).to_be_focused()
    assert violations(page) == []
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.fill("#composer textarea", "who urged Kyiv to tone down?")
    page.press("#composer textarea", "Enter")
    expect(page.locator(".answer .about")).to_be_visible()
    page.evaluate("document.querySelector('[data-do=settings]').click()")
    settings = page.get_by_role("dialog", name="Settings")
    expect(settings.get_by_text("Logged in as ana.")).to_be_visible()
    assert violations(page) == []
    settings.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    page.goto(closed_site)
    expect(page.get_by_role("button", name="Log in")).to_be_visible()


def test_a_guest_asks_and_is_offered_nothing_that_changes_the_library(page: Page) -> None:
    come_in(page, "intern")
    page.fill("#composer textarea", "who urged Kyiv to tone down?")
    page.press("#composer textarea", "Enter")
    page.locator(".answer a.cite").first.click()
    expect(page.locator("mark.active").first).to_be_visible()
    for offered in ("add", "file", "delete"):
        assert page.locator(f"[data-do={offered}]:visible").count() == 0
    page.locator("section.page").focus()
    page.keyboard.press("a")
    expect(page.locator(".toast")).to_have_text("Guests may ask and read, but not add or delete.")


def test_a_member_is_offered_it(page: Page) -> None:
    come_in(page, "ana")
    if page.viewport_size["width"] < 600:
        page.get_by_role("button", name="Library", exact=True).click()
    expect(page.get_by_role("button", name="Add article")).to_be_visible()


def test_it_is_in_spanish_for_who_speaks_it(closed_site: str, visit: Callable[..., Page]) -> None:
    page = visit(closed_site, locale="es-ES")
    expect(page.get_by_role("button", name="Iniciar sesión")).to_be_visible()
    expect(page.get_by_label("Contraseña")).to_be_visible()
