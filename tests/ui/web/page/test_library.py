"""The library: adding, finding, filing and deleting."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from page_steps import ask, go_to
from playwright.sync_api import expect

from ingest import add_bytes

PAPERS = """<html><head><title>{title}</title><meta property="og:site_name" content="{paper}">
<meta property="article:published_time" content="{day}"></head><body><article><h1>{title}</h1>
<p>{title}, the mayor of the city said, because of strong wind that will last until the end of the week.</p>
<p>It is the first time in ten years that this happens in the city, she added.</p></article></body></html>"""


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_pasted_article_is_added_found_asked_alone_deleted_and_brought_back(
    scripted_site: str, open_page, size: str
) -> None:
    page = open_page(scripted_site, size)
    go_to(page, "Library")
    page.get_by_role("button", name="Add article").click()
    page.fill("#paste textarea", "Bridge reopens in Porto\n\nThe bridge in Porto reopened on Monday, the city said.")
    page.click("#add-go")
    expect(page.locator(".added li")).to_contain_text("Added: Bridge reopens in Porto")
    page.click("#add-close")
    expect(page.locator(".count")).to_have_text("2 articles")
    go_to(page, "Article")
    expect(page.locator("article h2")).to_have_text("Bridge reopens in Porto")

    go_to(page, "Library")
    page.fill("#find", "porto")
    expect(page.locator(".shelf .open")).to_have_count(1)
    page.locator(".shelf .open").click()
    page.get_by_role("button", name="Ask only this article").click()
    expect(page.locator(".chip")).to_contain_text("Only: Bridge reopens in Porto")
    ask(page, "what reopened?")
    expect(page.locator(".pullquote blockquote").first).to_contain_text("Porto")
    page.get_by_role("button", name="Remove: Only: Bridge reopens in Porto").click()
    expect(page.locator(".chip")).to_have_count(0)

    go_to(page, "Article")
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("article h2")).to_have_text("Bridge reopens in Porto")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(".shelf .open")).to_have_count(0)
    expect(page.locator(".toast")).to_be_empty()
    page.reload()
    expect(page.locator(".count")).to_have_text("1 article")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_list_is_filtered_sorted_and_tagged_and_only_that_is_asked(
    size: str, tmp_path: Path, serve_app, scripted, open_page
) -> None:
    pullquote = scripted(tmp_path)
    stories = {"Ferry stops": ("Post", "2025-02-01"), "Bridge opens": ("Post", "2025-02-03"), "Dam holds": ("Sun", "")}
    for title, (paper, day) in stories.items():
        page = PAPERS.format(title=title, paper=paper, day=day).encode()
        add_bytes(page, f"{title}.html", pullquote.library, pullquote.embedder)
    with serve_app(pullquote) as address:
        page = open_page(address, size)
        go_to(page, "Library")
        page.get_by_text("Filter and sort").click()
        titles = page.locator(".shelf .title")
        page.get_by_label("Publisher").select_option(label="Post (2)")
        expect(titles).to_have_text(["Bridge opens", "Ferry stops"])
        page.get_by_label("Order").select_option("oldest")
        expect(titles).to_have_text(["Ferry stops", "Bridge opens"])
        page.get_by_label("From", exact=True).fill("2025-02-02")
        expect(titles).to_have_text(["Bridge opens"])
        page.get_by_role("button", name="Ask only these").click()
        expect(page.locator(".chip > span")).to_have_text(["Post", "From 2 February 2025"])
        ask(page, "what opens?")
        expect(page.locator(".about")).to_contain_text("asked only: Post, from 2 February 2025")
        page.get_by_role("button", name="Remove: From 2 February 2025").click()
        expect(page.locator(".chip > span")).to_have_text(["Post"])

        go_to(page, "Library")
        page.get_by_role("button", name="Clear").click()
        expect(titles).to_have_count(3)
        page.locator(".shelf li", has_text="Dam holds").hover()
        page.get_by_role("button", name="Ask this article: Dam holds").click()
        page.locator(".shelf li", has_text="Ferry stops").hover()
        page.get_by_role("button", name="Ask this article: Ferry stops").click()
        go_to(page, "Ask")
        expect(page.locator(".chip > span")).to_have_text(["Only: Dam holds", "Only: Ferry stops"])

        go_to(page, "Library")
        page.locator(".shelf .open", has_text="Dam holds").click()
        expect(page.locator("article h2")).to_have_text("Dam holds")
        page.get_by_role("button", name="Tags", exact=True).click()
        page.get_by_label("Tags, parted by commas").fill("<img src=x onerror=alert(1)>, water")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("article header")).to_contain_text("Tags: <img src=x onerror=alert(1)>, water")
        go_to(page, "Library")
        page.locator(".filter [name=tag]").select_option(label="water (1)")
        expect(titles).to_have_text(["Dam holds"])
    pullquote.close()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_question_that_says_its_scope_sets_it(size: str, tmp_path: Path, serve_app, scripted, open_page) -> None:
    pullquote = scripted(tmp_path)
    for title, paper, day in (
        ("Ferry stops", "Reuters News Agency", "2025-02-04"),
        ("Bridge opens", "The Brandal Times", "2025-02-05"),
        ("Dam holds", "The Brandal Times", "2025-01-05"),
    ):
        story = PAPERS.format(title=title, paper=paper, day=day).encode()
        add_bytes(story, f"{title}.html", pullquote.library, pullquote.embedder)
    chips, about = ".chip > span", ".answer .about"
    with serve_app(pullquote) as address:
        page = open_page(address, size)
        ask(page, "what did Reuters report last week?")
        reuters = ["Reuters News Agency", "From 3 February 2025", "Until 9 February 2025"]
        expect(page.locator(chips)).to_have_text(reuters)
        expect(page.locator(".toast")).to_have_text(f"Your question set what is asked: {', '.join(reuters)}")
        expect(page.locator(about)).to_contain_text("asked only: Reuters News Agency, from 3 February 2025")

        ask(page, "what stops?")  # what was said holds until another question says something else
        expect(page.locator(about).nth(1)).to_contain_text("asked only: Reuters News Agency, from 3 February 2025")
        ask(page, "what did the Times report last week?")
        expect(page.locator(chips).first).to_have_text("The Brandal Times")
        expect(page.locator(about).nth(2)).to_contain_text("asked only: The Brandal Times, from 3 February 2025")

        page.get_by_role("button", name="Remove: From 3 February 2025").click()
        page.get_by_role("button", name="Remove: Until 9 February 2025").click()
        expect(page.locator(chips)).to_have_text(["The Brandal Times"])
        ask(page, "what holds?")
        expect(page.locator(about).nth(3)).to_contain_text(re.compile("asked only: The Brandal Times(?!,)"))
        page.evaluate("document.querySelector('[data-do=fresh]').click()")
        expect(page.locator(chips)).to_have_count(0)
    pullquote.close()


def test_the_list_is_searched_when_whoever_types_pauses(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    expect(page.locator(".shelf .open")).to_have_count(1)
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if "/articles?" in sent.url else None)
    page.clock.install()
    page.clock.pause_at(dt.datetime.now() + dt.timedelta(hours=1))
    page.locator("#find").press_sequentially("zebra")
    page.evaluate("fetch('/filters')")  # what was asked for before this has been seen
    assert asked == []
    page.clock.run_for(1_000)
    expect(page.locator(".shelf .none")).to_contain_text("No article matches")
    assert [address.split("q=")[1].split("&")[0] for address in asked] == ["zebra"]


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
    (tmp_path / "mistaken.txt").write_text("This one is taken out again.")
    page.set_input_files("#files input[type=file]", [tmp_path / n for n in ("empty.txt", "mistaken.txt", "good.html")])
    expect(page.locator("#files .filename")).to_have_text([re.compile(r"empty\s*\.txt"), "mistaken .txt", "good .html"])
    expect(page.locator("#files a:visible")).to_have_count(0)
    page.get_by_role("button", name="Remove: mistaken.txt").click()
    expect(page.locator("#files .filename")).to_have_count(2)
    page.click("#add-go")
    expect(page.locator(".added li")).to_have_count(2)
    expect(page.locator("#add-sheet .progress span")).to_have_text("2 of 2")
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
