from __future__ import annotations

import datetime as dt

from rag.conversations import Saved
from rag.types import Answer, Citation, Span, Statement, Verdict
from ui.web.shelf import conversations_html, markdown


def test_an_empty_shelf_says_what_comes_there() -> None:
    assert "What you ask is kept here" in conversations_html([], "")
    assert "clear the search" in conversations_html([], "x")


def test_titles_are_escaped() -> None:
    saved = Saved("id", "<b>", dt.datetime(2025, 2, 21, tzinfo=dt.UTC), 1)
    page = conversations_html([saved], "")
    assert "<b>" not in page
    assert "1 question, 21 February 2025" in page


def test_markdown_has_quotes_and_sources_and_reads_nothing_into_text(library, article) -> None:
    start = article.text.index("They need")
    citation = Citation(1, Span(article.id, 1, start, start + len("They need to tone it down")), "reader")
    answer = Answer("![x](http://evil.example)", "*a*\n\n# b", (Statement("a", (citation,), Verdict.SUPPORTED),))
    text = markdown([answer], library)
    assert text.startswith("## \\!\\[x\\](http://evil.example)\n\n\\*a\\*\\\n\\# b\n\n")
    assert "> They need to tone it down\n>\n> [1] The Daily Test, 20 February 2025" in text
    library.remove(article.id)
    assert "The article was deleted." in markdown([answer], library)
