import json

import pytest

from ingest.clean import clean
from ingest.draft import Kind
from ingest.html import read_html
from rag.errors import NoArticleFound

PARAGRAPH = "The council met on Monday night and voted, by nine to two, to close the old bridge until it is repaired."
PAGE = f"""<!doctype html><html lang="en"><head><title>Council closes bridge</title>
<meta property="og:site_name" content="The Daily Test">
<meta property="article:published_time" content="2025-02-20T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Council closes bridge</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH.replace("Monday", "Tuesday")}</p>
<h2>What comes next</h2><p>{PARAGRAPH.replace("Monday", "Friday")}</p></article>
<footer>Copyright</footer></body></html>"""


def test_body_headings_and_metadata_of_a_page():
    draft = read_html(PAGE)
    assert draft.title == "Council closes bridge"
    assert str(draft.published) == "2025-02-20 10:00:00+00:00"
    assert [b.text for b in draft.blocks if b.kind is Kind.PARAGRAPH] == [
        PARAGRAPH,
        PARAGRAPH.replace("Monday", "Tuesday"),
        PARAGRAPH.replace("Monday", "Friday"),
    ]
    assert [b.text for b in draft.blocks if b.kind is Kind.HEADING][-1] == "What comes next"


def test_a_page_without_an_article_says_so():
    with pytest.raises(NoArticleFound, match="paste the text"):
        read_html("<html><body></body></html>")


@pytest.mark.parametrize("time", ["1{}:32 am", "0{}:32 GMT", "1{}.32", "2{} Feb 2025, 10:32", "Updated 1{}:32 a.m. ET"])
def test_a_live_blog_keeps_the_time_of_each_entry(time):
    entries = "".join(
        f"<section><div class='at'>{time.format(n)}</div><p>{PARAGRAPH.replace('Monday', f'day {n}')}</p></section>"
        for n in range(4)
    )
    text = clean(read_html(f"<html><body><article><h1>Live</h1>{entries}</article></body></html>")).text
    assert [f"{time.format(n)}\n\nThe council met on day {n}" in text for n in range(4)] == [True] * 4


def test_the_times_of_a_live_blog_stay_whatever_they_are_called_and_a_single_date_line_goes():
    entries = "".join(
        f"<div class='post-date'><time>1{n}:32</time></div><p>{PARAGRAPH.replace('Monday', f'day {n}')}</p>"
        for n in range(3)
    )
    draft = read_html(f"<html><body><article><h1>Live</h1>{entries}</article></body></html>")
    assert [block.text for block in draft.blocks[::2]] == ["10:32", "11:32", "12:32"]
    draft = read_html(
        f"<html><body><article><div class='post-date'>10:32</div><p>{PARAGRAPH}</p></article></body></html>"
    )
    assert [block.text for block in draft.blocks] == [PARAGRAPH]


def test_times_that_count_from_now_are_written_out():
    entries = "".join(
        f"<div><time datetime='2025-03-04T1{n}:05:00+01:00'>{9 - n} hours ago</time>"
        f"<p>{PARAGRAPH.replace('Monday', f'day {n}')}</p></div>"
        for n in range(4)
    )
    text = read_html(f"<html><body><article><h1>Live</h1>{entries}</article></body></html>").text
    assert [f"March 4, 2025, 1{n}:05\n\nThe council met on day {n}" in text for n in range(4)] == [True] * 4
    assert "ago" not in text


def test_a_text_that_only_the_linked_data_holds_keeps_its_paragraphs():
    paragraphs = [PARAGRAPH.replace("Monday", day) for day in ("Monday", "Tuesday", "Friday")]
    declared = json.dumps({"@type": "NewsArticle", "headline": "T", "articleBody": "\n\n".join(paragraphs)})
    draft = read_html(f'<html><body><div></div><script type="application/ld+json">{declared}</script></body></html>')
    assert [block.text for block in draft.blocks] == paragraphs


def test_corrections_notes_and_tables_stay_in_the_text():
    note = "Correction: an earlier version of this article gave the wrong count of votes."
    table = "<table><tr><th>Vote</th><th>Count</th></tr><tr><td>Yes</td><td>9</td></tr></table>"
    body = "".join(f"<p>{PARAGRAPH.replace('Monday', day)}</p>" for day in ("Monday", "Tuesday", "Friday"))
    text = clean(read_html(f"<html><body><article>{body}{table}<p>{note}</p></article></body></html>")).text
    assert text.endswith(f"Vote | Count\nYes | 9\n\n{note}")


def test_what_surrounds_the_text_is_told_apart_from_it():
    body = "".join(f"<p>{PARAGRAPH.replace('Monday', day)}</p>" for day in ("Monday", "Tuesday", "Friday"))
    top = "<h1>Council closes bridge</h1><h2 class='standfirst'>The vote was nine to two, and the night was long.</h2>"
    middle = "<figure><figcaption>The bridge</figcaption></figure><div class='related'>More of today</div>"
    page = f"<html><body><article>{top}{body}{middle}{body}</article></body></html>"
    draft = read_html(page)
    assert {d.reason: d.text for d in draft.dropped} == {
        "headline": "Council closes bridge",
        "standfirst": "The vote was nine to two, and the night was long.",
        "caption": "The bridge",
        "page furniture": "More of today",
    }
