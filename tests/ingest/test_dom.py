import pytest
from documents import PARAGRAPHS, article, page

from ingest.dom import parse, prose, prune


def text_after_pruning(body: str) -> str:
    root = parse(page(body))
    prune(root)
    return " ".join(root.find("body").text_content().split())


def test_menus_forms_and_scripts_go():
    body = (
        "<nav>Menu</nav><p>Stays</p><aside>Beside</aside><script>x()</script><form><button>Go</button>stays too</form>"
        "<div role='banner'>Banner</div><div aria-hidden=true>Kept from screen readers</div>"
    )
    assert text_after_pruning(body) == "Stays stays too".replace("Stays stays", "Staysstays")


def test_page_furniture_goes_by_its_names():
    body = "<div class='related-posts'>A</div><div class='articleShare'>B</div><div id='comments'>C</div><p>Stays</p>"
    assert text_after_pruning(body) == "Stays"


@pytest.mark.parametrize("name", ["sr-only", "visually-hidden", "screen-reader-text", "sr-only sr-only-focusable"])
@pytest.mark.parametrize("tag", ["span", "p"])
def test_what_only_screen_readers_read_out_goes(tag, name):
    assert text_after_pruning(f"<p>The vote <{tag} class='{name}'>opens in new window</{tag}></p>") == "The vote"


@pytest.mark.parametrize("attribute", ["class='layout has-sidebar'", "aria-hidden=true"])
def test_what_holds_most_of_the_prose_stays_whatever_its_name(attribute):
    body = f"<div {attribute}>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</div>"
    assert PARAGRAPHS[0] in text_after_pruning(body)


def test_embedded_posts_stay():
    body = "<div class='social-embed'><blockquote class='twitter-tweet'>Said so</blockquote></div><p>Stays</p>"
    assert "Said so" in text_after_pruning(body)


def test_what_was_cut_is_told_with_the_reason():
    root = parse(page("<div class='newsletter'>Sign up</div><div aria-hidden=true>x</div>"))
    told = [(cut.element.text, cut.reason) for cut in prune(root)]
    assert told == [("Sign up", "page furniture"), ("x", "decoration")]


@pytest.mark.parametrize("tag", ["aside", "div", "blockquote", "figure"])
@pytest.mark.parametrize("name", ["pullquote", "pull-quote", "story__pullQuote left"])
def test_pull_quotes_are_told_as_such(tag, name):
    root = parse(page(f"<p>Before</p><{tag} class='{name}'>“It was a long night”</{tag}><p>Behind</p>"))
    assert [(cut.element.text, cut.reason) for cut in prune(root)] == [("“It was a long night”", "pull quote")]


def test_captions_are_told_as_such():
    root = parse(page("<div class='wp-caption'>The bridge</div><div class='caption-share'>Share</div>"))
    assert [cut.reason for cut in prune(root)] == ["caption", "page furniture"]


def test_prose_is_counted_outside_of_links():
    root = parse(article([PARAGRAPHS[0], f"<a href='/'>{PARAGRAPHS[1]}</a>", "Short."]))
    assert prose(root) == len(PARAGRAPHS[0])


def test_nothing_to_parse():
    assert parse("") is None
