"""A library of one's own beside the shared one: chosen with a click, and nothing of one is in the other."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from page_steps import go_to
from playwright.sync_api import Page, expect
from test_accessibility import violations
from test_logging_in import PASSWORD, come_in

from ingest import pipeline
from rag import open_pullquote
from rag.settings import Settings
from ui.access import Access
from ui.web.served import served


@pytest.fixture
def site(tmp_path: Path, make_app: Callable[..., FastAPI]) -> Iterator[str]:
    """The page over the sample article, with a member who may have a library of her own."""
    with warnings.catch_warnings():
        # Gradio opens event loops for the locks of each page that it lays out, and leaves them to the collector.
        warnings.simplefilter("ignore", ResourceWarning)
        with open_pullquote(Settings(home=tmp_path)) as pullquote:
            pipeline.add_sample(pullquote.library, pullquote.embedder)
            access = Access(tmp_path, open_here=True)
            access.users.add("ana", PASSWORD)
            with served(make_app(pullquote, access, home=tmp_path)) as address:
                yield address
        gc.collect()


def turn_to(page: Page, whose: str) -> None:
    go_to(page, "Library")
    with page.expect_navigation():
        page.get_by_role("button", name=whose).click()
    page.wait_for_selector(":root[data-ready]", state="attached")
    go_to(page, "Library")
    expect(page.get_by_role("button", name=whose)).to_have_attribute("aria-pressed", "true")


def breaks_no_rule(page: Page) -> None:
    for colors in ("light", "dark"):
        page.emulate_media(color_scheme=colors, reduced_motion="reduce")
        expect(page.locator("body.dark")).to_have_count(int(colors == "dark"))
        assert violations(page) == []


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_member_turns_to_a_library_of_her_own_and_back(site: str, visit: Callable[..., Page], size: str) -> None:
    page = visit(site, size)
    come_in(page, "ana")
    go_to(page, "Library")
    expect(page.locator(".count")).to_have_text("1 article")
    breaks_no_rule(page)

    turn_to(page, "My own")
    expect(page.locator(".shelf .none")).to_contain_text("Add article")
    breaks_no_rule(page)
    page.get_by_role("button", name="Add article").click()
    page.fill("#paste textarea", "Bridge opens in Tarnby\n\nThe mayor opened the bridge in Tarnby on Monday.")
    page.click("#add-go")
    expect(page.locator(".added li")).to_contain_text("Added: Bridge opens in Tarnby")
    page.click("#add-close")
    expect(page.locator(".shelf .title")).to_have_text(["Bridge opens in Tarnby"])

    turn_to(page, "Shared library")
    expect(page.locator(".count")).to_have_text("1 article")
    expect(page.locator(".shelf .title", has_text="Tarnby")).to_have_count(0)
    turn_to(page, "My own")
    expect(page.locator(".shelf .title")).to_have_text(["Bridge opens in Tarnby"])
