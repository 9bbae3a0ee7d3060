"""Every field of the page is given every attack: what an article, a file, a model or a person says stays text.

Pages opened with ``open_page`` fail when a script runs or when anything is requested from another host.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from attacks import ATTACKS, groups, plain, worked
from page_steps import ask
from playwright.sync_api import Page, expect
from scripted import ScriptedPullquote

from rag.library import Library
from rag.types import Answer, Article, Citation, Entry, Passage, Refusal, RefusalReason, Span, Statement, Verdict

COOKIE = "pullquote"


def hostile(number: int, attack: str) -> Entry:
    """An article with the attack in every field."""
    text = f"{attack}\n\n“{attack}” is what the mayor, {attack}, said of the ferry that stopped on Monday.\n\n{attack}"
    id_ = f"{number:012x}"
    article = Article(
        id_,
        attack,
        text,
        hashlib.sha256(text.encode()).hexdigest(),
        1,
        dt.datetime(2025, 2, 1, tzinfo=dt.UTC),
        url=attack if number % 2 else f'https://paper.example/"{attack}',
        publisher=attack,
        authors=(attack, attack),
        agency=attack,
        language=attack,
        section=attack,
        place=attack,
    )
    return Entry(article, (Passage(f"{id_}:1:0", Span(id_, 1, 0, len(text)), text),))


@dataclass(frozen=True)
class Site:
    address: str
    library: Library


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve_app: Callable[..., Any]) -> Iterator[Site]:
    pullquote = ScriptedPullquote(tmp_path_factory.mktemp("hostile"))
    entries = [hostile(number, attack) for number, attack in enumerate(ATTACKS)]
    vectors = pullquote.embedder.embed([passage.text for entry in entries for passage in entry.passages])
    pullquote.library.add_all(entries, vectors)
    for entry in entries:
        pullquote.library.listing.file(entry.article.id, [entry.article.title])
    pullquote.answerers = (*ATTACKS, "reader")
    with serve_app(pullquote) as address:
        yield Site(address, pullquote.library)
    pullquote.close()


def kept(page: Page, library: Library) -> Any:
    """The conversations of whoever looks at a page."""
    (owner,) = (one["value"] for one in page.context.cookies() if one["name"] == COOKIE)
    return library.conversations(owner)


def hostile_answer(number: int, attack: str) -> Answer:
    """An answer with the attack in every field that a model or an article can fill."""
    cited = Citation(1, Span(f"{number:012x}", 1, 0, len(attack)), "reader")
    if number % 3 == 0:
        return Answer(attack, attack, refusal=Refusal(RefusalReason.NOT_SAID, attack, cited), understood=attack)
    told = [Statement(attack, (cited,), verdict, attack) for verdict in (Verdict.PARTLY, Verdict.UNSUPPORTED)]
    prompt = "written" if number % 3 == 1 else ""
    return Answer(attack, attack, tuple(told), None, 0.9, attack, attack, prompt=prompt, notice=attack)


def test_an_attack_that_works_is_seen(site: Site, open_page) -> None:
    page = open_page(
        site.address, faults_expected=["a script ran", "404", "evil.example", "net::ERR", "Content Security"]
    )
    assert worked(page) == []
    page.evaluate("shown => (document.querySelector('.page').innerHTML = shown)", "\n".join(ATTACKS[16:20]))
    with page.expect_event("dialog"):
        page.evaluate("shown => (document.querySelector('.page').innerHTML = shown)", "<img src=x onerror=alert(2)>")
    assert worked(page) != []


def test_the_list_its_filters_and_its_chips_show_every_attack_as_text(site: Site, open_page) -> None:
    page = open_page(site.address)
    titles = page.locator(".shelf .title")
    while titles.count() < len(ATTACKS):
        shown = titles.count()
        page.locator(".shelf .more button").click()
        expect(titles.nth(shown)).to_be_visible()
    assert sorted(map(plain, titles.all_text_contents())) == sorted(map(plain, ATTACKS))
    page.get_by_text("Filter and sort").click()
    for name in ("publisher", "tag"):
        expect(page.locator(f".filter [name={name}] option").nth(100)).to_be_attached()
    named = page.locator(".filter [name=publisher] option").all_text_contents()
    assert {plain(attack) for attack in ATTACKS} <= {plain(name).removesuffix(" (1)") for name in named}
    page.evaluate("document.querySelectorAll('[data-do=also]').forEach((button) => button.click())")
    expect(page.locator(".chip")).to_have_count(len(ATTACKS))
    assert worked(page) == []
    ask(page, "who spoke?")
    expect(page.locator(".answer .about")).to_be_visible()
    page.evaluate("for (let button; (button = document.querySelector('[data-do=unscope]')); ) button.click()")
    expect(page.locator(".chip")).to_have_count(0)
    for number, attack in enumerate(("<img src='x' onerror='alert(1)'>", "<svg/onload=alert(1)>"), start=2):
        ask(page, f"who spoke, according to {attack}?")
        expect(page.locator(".chip > span")).to_have_text([attack])
        expect(page.locator(".answer .about")).to_have_count(number)
    page.fill("#find", next(groups(2_000)))
    expect(page.locator(".shelf .none")).to_be_visible()
    assert worked(page) == []


def test_every_article_of_attacks_is_read_as_text(site: Site, open_page) -> None:
    page = open_page(site.address)
    for number, attack in enumerate(ATTACKS):
        page.evaluate("a => (location.hash = `#a=${a}&v=1&s=0-4`)", f"{number:012x}")
        expect(page.locator(f"article[data-article='{number:012x}'] h2")).to_have_text(attack)
        shown = plain(page.locator("article").inner_text())
        assert shown.count(plain(attack)) >= 9, attack
        assert worked(page) == []
    page.locator("[data-do=file]").click()
    page.get_by_label("Tags, parted by commas").fill(next(groups(400)).replace("\n", ","))
    page.locator("dialog.tags").get_by_role("button", name="Save").click()
    expect(page.locator("article header")).to_contain_text("</title><script>alert(1)</script>, <SCRIPT SRC=")
    page.locator("article [data-do=delete]").click()
    expect(page.locator(".toast")).to_contain_text(ATTACKS[-1])
    assert worked(page) == []
    page.get_by_role("button", name="Undo").click()


def test_chats_of_attacks_are_listed_opened_named_rated_and_shared_as_text(site: Site, open_page) -> None:
    page = open_page(site.address)
    mine = kept(page, site.library)
    for number, attack in enumerate(ATTACKS):
        mine.save(f"chat-{number}", 0, hostile_answer(number, attack))
        mine.save("all", number, hostile_answer(number, attack))
    mine.rename("all", "Everything")
    page.get_by_role("button", name="Chats").click()
    expect(page.locator(".shelf .open")).to_have_count(len(ATTACKS) + 1)
    titles = {plain(title) for title in page.locator(".shelf .title").all_text_contents()}
    assert {plain(plain(attack)[:120]) for attack in ATTACKS} <= titles
    page.locator(".shelf .open", has_text="Everything").click()
    expect(page.locator(".question")).to_have_count(len(ATTACKS))
    asked = map(plain, page.locator(".question").all_text_contents())
    assert list(asked) == [plain(attack) for attack in ATTACKS]
    assert worked(page) == []

    for said in groups(1_900):
        page.locator("#talk .thumb.wrong").last.click()
        page.get_by_label("What is right").fill(said)
        with page.expect_response(lambda answer: "/feedback" in answer.url) as response:
            page.get_by_role("dialog").get_by_role("button", name="Send").click()
        assert response.value.ok
    for name in list(groups(120))[:3]:
        page.locator(".shelf li [data-do=rename]").first.evaluate("button => button.click()")
        page.locator("dialog.rename input").fill(name)
        page.locator("dialog.rename .primary").click()
        expect(page.locator(".shelf .title").first).to_have_text(plain(name))
    assert worked(page) == []

    shared = mine.share("all")
    page.goto(f"{site.address}/shared/{shared}")
    assert {plain(title) for title in page.locator("h2").all_text_contents()} == {plain(attack) for attack in ATTACKS}
    assert page.locator("img, script, input, button, iframe, form").count() == 0
    assert worked(page) == []


def test_quotes_speakers_and_drafts_of_attacks_are_checked_as_text(site: Site, open_page) -> None:
    page = open_page(site.address)
    for number, said in enumerate(groups(1_900), start=1):
        page.get_by_role("button", name="Check a quote").click()
        page.get_by_role("textbox", name="The quote").fill(said)
        page.get_by_role("button", name="Check", exact=True).click()
        expect(page.locator("#talk .quote-check")).to_have_count(number)
        assert plain(said) in plain(page.locator(".question").last.inner_text())
    before = page.locator("#talk .quote-check").count()
    for number, speaker in enumerate(groups(120), start=before + 1):
        page.get_by_role("button", name="Check a quote").click()
        page.get_by_role("textbox", name="The quote").fill("no such words")
        page.get_by_label("Who said it").fill(plain(speaker))
        page.get_by_role("button", name="Check", exact=True).click()
        expect(page.locator("#talk .quote-check")).to_have_count(number)
    page.get_by_role("button", name="Check a quote").click()
    page.get_by_role("textbox", name="The quote").fill("is what the mayor said of the ferry that stopped on Monday")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#talk .quote-check .pullquote")).not_to_have_count(0)
    assert worked(page) == []
    page.goto(f"{site.address}/draft")
    for draft in groups(4_000):
        page.get_by_label("The draft").fill(draft)
        page.get_by_role("button", name="Check").click()
        expect(page.get_by_role("status")).to_be_visible()
        assert page.get_by_label("The draft").input_value() == draft
        assert worked(page) == []


def test_names_of_files_and_addresses_are_shown_as_text(site: Site, open_page) -> None:
    page = open_page(site.address)
    page.get_by_role("button", name="Add article").click()
    names = [attack.replace("/", "\u2215") for attack in ATTACKS]
    page.set_input_files(
        "#files input[type=file]", [{"name": f"{n}.txt", "mimeType": "text/plain", "buffer": b" "} for n in names]
    )
    expect(page.locator("#files tr")).to_have_count(len(names))
    assert worked(page) == []
    page.click("#add-go")
    expect(page.locator(".added .failed")).to_have_count(len(names))
    assert worked(page) == []
    page.fill("#paste textarea", "\n".join(f"http://127.0.0.1/{attack.replace(chr(10), '')}" for attack in ATTACKS))
    page.click("#add-go")
    expect(page.locator("#add-sheet .progress span")).to_have_text(f"{len(ATTACKS)} of {len(ATTACKS)}")
    assert worked(page) == []


def test_settings_of_attacks_are_text_or_nothing(site: Site, open_page) -> None:
    page = open_page(site.address)
    page.evaluate(
        "all => ['theme', 'strictness', 'library'].forEach((name) => localStorage.setItem(name, all))",
        "\n".join(ATTACKS),
    )
    for group in groups(900):
        for name in ("language", "answerer"):
            page.evaluate(
                "([name, value]) => { document.cookie = `${name}=${encodeURIComponent(value)}; path=/` }", [name, group]
            )
        page.reload()
        page.wait_for_selector(":root[data-ready]", state="attached")
        assert worked(page) == []
    page.get_by_role("button", name="Settings").click()
    options = page.locator("dialog.settings [name=answerer] option")
    expect(options.nth(100)).to_be_attached()
    assert {plain(attack) for attack in ATTACKS} <= set(map(plain, options.all_text_contents()))
    assert worked(page) == []
