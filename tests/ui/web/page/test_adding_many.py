"""Adding many: folders and feeds, with progress that outlives the page, and a way to stop."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from loopback_site import Site
from playwright.sync_api import expect

from ingest.fetch import shared_fetcher

PAGE = (
    "<article><h1>{title}</h1>"
    + "<p>{title}, the mayor said, because of strong wind until the end of the week.</p>" * 2
)


def test_a_folder_is_added_and_what_cannot_be_read_in_it_left_out(
    scripted_site: str, open_page, tmp_path: Path
) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("a.txt", "deep/b.txt", "picture.png"):
        (tmp_path / name).write_text(f"Story {name} of the day\n\nThe mayor told the {name} of the city to reporters.")
    page = open_page(scripted_site)
    page.get_by_role("button", name="Add article").click()
    page.locator("#add-sheet input[webkitdirectory]").set_input_files(tmp_path)
    expect(page.locator("#files")).to_contain_text(re.compile("b.*txt"))
    expect(page.locator("#files")).not_to_contain_text("picture")
    page.click("#add-go")
    expect(page.locator(".added .there")).to_have_count(2)
    page.click("#add-close")
    for _ in range(2):
        page.locator(".shelf .open", has_text="Story").first.click()
        page.get_by_role("button", name="Delete").click()
        with page.expect_response(lambda answer: answer.request.method == "DELETE"):
            page.evaluate("dispatchEvent(new Event('pagehide'))")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_feed_is_added_article_by_article_and_a_reloaded_page_says_how_far_it_is(
    size: str, tmp_path: Path, serve_app, scripted, open_page, loopback: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The second article is waited for while the page loads again, which a busy machine makes long.
    monkeypatch.setattr(shared_fetcher(), "_seconds", 300.0)
    links = "".join(f"<item><link>{loopback.url}/{n}</link></item>" for n in range(3))
    loopback.page("/feed.xml", f"<rss><channel>{links}</channel></rss>".encode(), kind="application/rss+xml")
    arrived = threading.Event()
    for n in (0, 1):
        text = PAGE.format(title=f"Ferry {n} stops sailing")
        loopback.page(f"/{n}", text.encode(), wait=None if n == 0 else arrived)
    pullquote = scripted(tmp_path)
    with serve_app(pullquote) as address:
        page = open_page(address, size)
        page.evaluate("document.querySelector('[data-do=add]').click()")
        page.fill("#paste textarea", f"{loopback.url}/feed.xml")
        page.click("#add-go")
        expect(page.locator("#add-sheet .progress span")).to_contain_text("1 of 3")
        page.reload()
        if size == "phone":
            page.get_by_role("button", name="Library").click()
        page.get_by_role("button", name="Adding: 1 of 3").click()
        expect(page.locator(".added li")).to_have_text(
            ["Added: Ferry 0 stops sailing", f"{loopback.url}/1", f"{loopback.url}/2"]
        )
        expect(page.locator("#paste textarea")).to_have_value("")
        arrived.set()
        expect(page.locator("#add-sheet .progress span")).to_have_text("3 of 3")
        expect(page.locator(".added .there")).to_have_count(2)
        expect(page.locator(".added .failed")).to_contain_text("There is no such page")
        page.click("#add-close")
        expect(page.locator(".count")).to_have_text("2 articles")
    pullquote.close()


def test_adding_is_stopped_from_the_page(tmp_path: Path, serve_app, scripted, open_page, loopback: Site) -> None:
    arrived = threading.Event()
    loopback.page("/0", b"", wait=arrived)
    pullquote = scripted(tmp_path)
    with serve_app(pullquote) as address:
        page = open_page(address)
        page.get_by_role("button", name="Add article").click()
        page.fill("#paste textarea", "\n".join(f"{loopback.url}/{n}" for n in range(4)))
        page.click("#add-go")
        expect(page.locator(".added .waits")).to_have_count(3)
        page.locator("#add-sheet").get_by_role("button", name="Stop").click()
        arrived.set()
        expect(page.locator("#add-sheet")).to_contain_text("Stopped. What was added stays")
        expect(page.locator("#add-sheet progress")).to_be_hidden()
    pullquote.close()
