import json

import pytest
from documents import article, page

from ingest import extract_bytes
from ingest.dom import parse
from ingest.metadata import Metadata, read_metadata


def read(body: str = "", head: str = "", base: str | None = None, title: str = "Council closes bridge") -> Metadata:
    html = page(body, head).replace("Council closes bridge", title)
    return read_metadata(parse(html), base)


def meta(**values: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in values.items())


def linked(**facts: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **facts})}</script>'


def test_linked_data_counts_first_and_the_time_zone_is_kept():
    head = linked(
        headline="Council closes old bridge",
        datePublished="2025-02-20T23:30:00-05:00",
        dateModified="2025-02-21T01:00:00-05:00",
        author=[{"name": "Ann Lee"}, {"name": "Bo Diaz"}],
        publisher={"name": "The Daily"},
        articleSection="City",
    ) + meta(article__published_time="2020-01-01", author="Someone Else")
    found = read("<h1>Council closes the old bridge</h1>", head)
    assert found.title == "Council closes the old bridge"
    assert found.published.isoformat() == "2025-02-20T23:30:00-05:00"
    assert found.modified.isoformat() == "2025-02-21T01:00:00-05:00"
    assert (found.authors, found.publisher, found.section) == (("Ann Lee", "Bo Diaz"), "The Daily", "City")


def test_meta_tags_and_microdata_serve_where_there_is_no_linked_data():
    head = meta(og__site_name="The Daily", article__published_time="2025-02-20T10:00:00Z", author="By Ann Lee")
    found = read('<div itemprop="dateModified" content="2025-02-22"></div>', head)
    assert (found.publisher, found.authors) == ("The Daily", ("Ann Lee",))
    assert str(found.published) == "2025-02-20 10:00:00+00:00"
    assert str(found.modified) == "2025-02-22"


def test_the_day_that_is_printed_counts_before_the_one_in_utc():
    body = '<h1>Council closes bridge</h1><span class="date">Nov. 18, 2019 7:04 pm ET</span>'
    assert str(read(body, linked(datePublished="2019-11-19T00:04:00Z")).published) == "2019-11-18"


def test_the_printed_day_of_an_update_does_not_count():
    body = '<h1>Council closes bridge</h1><span class="date">Updated Nov. 18, 2019</span>'
    assert str(read(body, linked(datePublished="2019-11-19T00:04:00Z")).published) == "2019-11-19 00:04:00+00:00"


@pytest.mark.parametrize(
    ("body", "base", "day"),
    [
        ('<h1>T</h1><p class="byline">By Ann Lee | February 20, 2025</p>', None, "2025-02-20"),
        ("<h1>T</h1>", "https://a.example/2025/02/20/bridge", "2025-02-20"),
        ("<h1>T</h1><p>It happened on February 20, 2025.</p>", None, "None"),
        ("<h1>T</h1>", "https://a.example/2025/bridge", "None"),
    ],
)
def test_without_a_declared_date_a_printed_one_or_none(body, base, day):
    assert str(read(body, base=base).published) == day


def test_the_headline_as_shown_counts_before_the_one_for_networks():
    found = read("<h1>The disappearance of John Ford, writer</h1>", meta(og__title="Why nobody reads John Ford"))
    assert found.title == "The disappearance of John Ford, writer"


def test_the_name_of_the_site_is_cut_from_a_title():
    assert (
        read(title="Council closes bridge | The Daily", head=meta(og__site_name="The Daily")).title
        == "Council closes bridge"
    )


def test_the_publisher_is_found_in_the_title_where_it_fits_the_host_and_never_guessed():
    assert read(title="Bridge closes - The Daily", base="https://www.thedaily.example/a").publisher == "The Daily"
    assert read(title="Bridge closes - City News", base="https://www.thedaily.example/a").publisher is None


def test_a_canonical_address_counts_on_the_same_site_only():
    head = '<link rel="canonical" href="/a"><meta property="og:url" content="https://evil.example/b">'
    assert read(head=head, base="https://m.daily.example/a?x=1").url == "https://m.daily.example/a"
    assert (
        read(head='<link rel="canonical" href="https://evil.example/b">', base="https://d.example/a").url
        == "https://d.example/a"
    )
    assert read(head='<link rel="canonical" href="https://d.example/b">').url == "https://d.example/b"
    assert read(head='<link rel="canonical" href="javascript:alert(1)">').url is None


def test_the_language_that_is_declared():
    assert read().language == "en"


def test_a_printed_byline_adds_the_authors_that_were_not_declared():
    body = (
        '<h1>Council closes bridge</h1><div class="byline">By <a>Ann Lee</a>, <a>Bo Diaz</a> <b>20 Feb 2025</b></div>'
    )
    assert read(body, linked(author={"name": "Ann Lee"})).authors == ("Ann Lee", "Bo Diaz")


def test_a_time_for_machines_behind_words():
    body = '<h1>Council closes bridge</h1><time datetime="2025-02-20T10:00:00Z">1 day ago</time>'
    assert str(read(body).published) == "2025-02-20 10:00:00+00:00"


def test_a_printed_day_gets_the_time_that_stands_behind_it_for_machines():
    body = '<h1>Council closes bridge</h1><time datetime="{}T10:00:00+01:00">February 20, 2025</time>'
    assert str(read(body.format("2025-02-20")).published) == "2025-02-20 10:00:00+01:00"
    assert str(read(body.format("2025-02-22")).published) == "2025-02-20"


def test_the_year_one_is_no_date_and_the_publisher_is_written_out():
    head = linked(datePublished="0001-01-01T00:00:00Z", publisher={"name": "The Detroit News"})
    found = read("<h1>T</h1>", head + meta(og__site_name="detroitnews"))
    assert (found.published, found.publisher) == (None, "The Detroit News")


@pytest.mark.parametrize("address", ["http://[::1/a", "http://℀.example/a", "javascript:alert(1)"])
def test_an_address_that_is_none_is_passed_over(address):
    head = f'<link rel="canonical" href="{address}"><meta property="og:url" content="{address}">'
    draft = extract_bytes(article(head=head).encode(), "a.html")
    assert draft.url is None
    assert draft.text
