import pytest

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
