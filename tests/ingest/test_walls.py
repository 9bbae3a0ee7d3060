import json

import pytest
from documents import PARAGRAPHS, SENTENCES, article, page

from ingest.extract import extract_fetched
from ingest.fetch import Fetched
from rag.errors import IncompleteArticle

LOCKED = {"@type": "NewsArticle", "headline": "Council closes bridge", "isAccessibleForFree": False, "wordCount": 900}


def extract(html: str):
    return extract_fetched(Fetched("https://news.example/a", html.encode(), "text/html"))


def linked(facts: dict) -> str:
    return f'<script type="application/ld+json">{json.dumps(facts)}</script>'


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (article(PARAGRAPHS[:2], linked(LOCKED)), "shows 2 of what seem to be 3[0-9] paragraphs"),
        (article(PARAGRAPHS[:1]).replace("</article>", "</article>Subscribe to read on."), "subscribers only"),
        (page("<h1>Just a moment...</h1><p>Checking your browser before you go on.</p>"), "whether a person"),
        (page("<div>We value your privacy. Accept all cookies to go on to the page.</div>"), "asks for consent"),
        (page("<h1>Page not found</h1><p>Sorry, we can’t find the page that you asked for.</p>"), "no such page"),
        (page("<div id='root'></div><noscript>Please enable JavaScript.</noscript><script>x()</script>"), "JavaScript"),
        (page("<h1>Log in</h1><p>Please log in to your account to continue.</p>"), "subscribers only"),
        (page("<h1>451</h1><p>You come from a country belonging to the European Economic Area.</p>"), "of the world"),
        (page("<h1>Sorry</h1><p>This content is not available in your region at this time.</p>"), "part of the world"),
    ],
)  # fmt: skip
def test_walls_are_told_apart_and_say_what_to_do(html, words):
    with pytest.raises(IncompleteArticle, match=words) as wall:
        extract(html)
    assert str(wall.value).startswith("https://news.example/a")


def test_a_whole_article_that_mentions_subscribing_is_stored():
    long = [
        *PARAGRAPHS,
        *(f"{s} It was said {n} times in the long meeting of that night." for n, s in enumerate(SENTENCES)),
    ]
    html = article(long).replace("</article>", "</article><footer>Subscribe to continue reading</footer>")
    assert len(extract(html).blocks) == len(long)


def test_a_short_free_article_is_stored():
    free = linked({**LOCKED, "isAccessibleForFree": True, "wordCount": 100})
    assert extract(article(PARAGRAPHS[:2], free)).text == "\n\n".join(PARAGRAPHS[:2])


def test_a_list_of_articles_is_none():
    teasers = "".join(
        f"<h2><a href='/{n}'>Headline number {n} of today</a></h2><p>{s}</p>" for n, s in enumerate(SENTENCES)
    )
    with pytest.raises(IncompleteArticle, match="lists articles"):
        extract(page(f"<main>{teasers}</main>"))


def test_headings_that_are_links_do_not_make_an_article_a_list():
    parts = "".join(
        f"<h2><a href='#{n}'>Question number {n}</a></h2>" + f"<p>{s}</p>" * 3 for n, s in enumerate(SENTENCES)
    )
    assert SENTENCES[-1] in extract(page(f"<article><h1>Council closes bridge</h1>{parts}</article>")).text
