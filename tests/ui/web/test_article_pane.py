from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import replace

from rag.types import Article, Span
from ui.web.article_pane import article_html, changes_html, day, parse_marks, source


def marked(page: str, span: Span) -> str:
    """The words that the page marks for a span."""
    pieces = re.findall(r'<mark data-spans="([^"]*)">(.*?)</mark>', page)
    return html.unescape("".join(words for spans, words in pieces if f"{span.start}-{span.end}" in spans.split()))


def test_marks_exactly_the_words_of_the_span(article: Article) -> None:
    start = article.text.index("take a hard look")
    span = Span(article.id, 1, start, start + len("take a hard look"))
    assert marked(article_html(article, [span]), span) == "take a hard look"


def test_overlapping_marks_each_keep_their_words(article: Article) -> None:
    start = article.text.index("take a hard look")
    first, second = Span(article.id, 1, start, start + 11), Span(article.id, 1, start + 7, start + 16)
    page = article_html(article, [first, second])
    assert marked(page, first) == article.text[first.start : first.end]
    assert marked(page, second) == article.text[second.start : second.end]


def test_a_mark_over_two_paragraphs_is_cut_at_the_paragraph(article: Article) -> None:
    start = article.text.index("citing three")
    span = Span(article.id, 1, start, article.text.index("adviser urges"))
    assert marked(article_html(article, [span]), span) == article.text[span.start : span.end].replace("\n\n", "")


def test_places_count_characters_behind_an_emoji(article: Article) -> None:
    start = article.text.index("over 50 nations")
    span = Span(article.id, 1, start, start + len("over 50 nations"))
    assert marked(article_html(article, [span]), span) == "over 50 nations"


def test_every_paragraph_says_where_it_starts(article: Article) -> None:
    page = article_html(article)
    for start, words in re.findall(r'<(?:p|h3) data-start="(\d+)">(.*?)</', page):
        assert article.text[int(start) :].startswith(html.unescape(words))


def test_a_subhead_is_a_heading(article: Article) -> None:
    assert "White House adviser urges" in re.findall(r"<h3 [^>]*>(.*?)</h3>", article_html(article))[0]


def test_nothing_of_an_article_is_read_as_html(make_article) -> None:
    evil = '<img src=x onerror="alert(1)">'
    page = article_html(
        make_article(text=f"{evil}\n\n<script>alert(1)</script>", title=evil, publisher=evil, authors=(evil,))
    )
    assert not re.findall(r"<(img|script)", page)


def test_only_web_addresses_become_links(make_article) -> None:
    assert "href" not in article_html(make_article(url="javascript:alert(1)"))
    assert 'href="https://example.com/a?b=1&amp;c=2"' in article_html(make_article(url="https://example.com/a?b=1&c=2"))


def test_the_record_says_what_is_not_known(make_article) -> None:
    page = article_html(make_article(published=None, publisher=None))
    assert "Publishing date not stated" in page
    assert source(make_article(title="Flood", published=None, publisher=None)) == "Flood, date not stated"


def test_the_record_names_dates_agency_and_versions(make_article) -> None:
    article = make_article(modified=dt.date(2025, 2, 21), agency="Reuters", authors=("Ada",), version=2)
    page = article_html(article, versions=[replace(article, version=n) for n in (1, 2, 3)])
    assert "Published 20 February 2025, changed 21 February 2025, with Reuters" in page
    assert "By Ada" in page
    assert "Version 2 of 3" in page
    assert re.findall(r'data-version="(\d)">Version', page) == ["1", "3"]
    assert "What changed" in page


def test_the_time_of_day_is_told_in_the_zone_of_the_publisher(make_article) -> None:
    eastern = dt.timezone(dt.timedelta(hours=-5))
    article = make_article(published_at=dt.datetime(2025, 2, 20, 9, 5, tzinfo=eastern), place="Kyiv")
    page = article_html(article)
    assert "Published 20 February 2025, 09:05 UTC-05:00" in page
    assert "The Daily Test · Kyiv" in page


def test_the_first_version_has_no_changes_to_show(article: Article) -> None:
    page = article_html(article, versions=[article, replace(article, version=2)])
    assert 'data-version="1" data-changes' not in page
    assert "What changed" not in article_html(article, versions=[article])


def test_changes_are_shown_word_by_word(make_article) -> None:
    old = make_article(text="It rains <b> in Porto.\n\nMore follows.")
    new = make_article(text="It snows <b> in Porto.\n\nMore follows.", version=2)
    page = changes_html(old, new)
    assert "It<del> rains</del><ins> snows</ins> &lt;b&gt; in Porto." in page


def test_the_other_articles_with_the_same_report_are_named(make_article) -> None:
    copies = [make_article(id="0123456789ab", publisher="A & B"), make_article(id="1" * 12, publisher=None, title="T")]
    page = article_html(make_article(), copies=copies)
    assert 'The same report: <button type="button" data-article="0123456789ab">A &amp; B</button> · ' in page
    assert 'data-article="111111111111">T</button>' in page
    assert "The same report" not in article_html(make_article())


def test_an_older_version_says_so_and_leads_to_the_newest(make_article) -> None:
    versions = [make_article(version=n) for n in (1, 2, 3)]
    page = article_html(versions[0], versions=versions)
    assert "This is an older version" in page
    assert re.findall(r'data-version="3"( data-changes="yes")?>', page) == ["", ' data-changes="yes"', ""]
    assert "older version" not in article_html(versions[2], versions=versions)


def test_a_correction_is_said_above_and_marked_in_the_text(make_article) -> None:
    note = "Correction: the vote was nine to two."
    page = article_html(make_article(text=f"The vote was nine to three.\n\n{note}"))
    assert "The publisher has corrected this article" in page
    assert f'<p class="note" data-start="29">{note}</p>' in page
    assert 'class="note"' not in article_html(make_article())
    both = article_html(make_article(text=f"{note}\n\nUpdate: The mayor has signed."))
    assert "has corrected and updated this article" in both


def test_another_language_is_said(make_article) -> None:
    assert "another language than English (fr)" in article_html(make_article(language="fr"))
    assert "another language" not in article_html(make_article(language="en")) + article_html(make_article())


def test_only_an_article_with_an_address_can_be_fetched_again(make_article) -> None:
    assert "Fetch again" not in article_html(make_article())
    assert "Fetch again" in article_html(make_article(url="https://example.com/a"))


def test_marks_in_an_address_are_slices_of_the_text_or_nothing(article: Article) -> None:
    spans = parse_marks(f"0-3,9-2,x,5,{len(article.text)}-{len(article.text) + 1}, 4-5", article)
    assert spans == [Span(article.id, 1, 0, 3), Span(article.id, 1, 4, 5)]


def test_a_day_is_written_without_a_leading_zero() -> None:
    assert day(dt.date(2025, 2, 3)) == "3 February 2025"
