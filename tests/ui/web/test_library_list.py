from __future__ import annotations

import datetime as dt

from rag.listing import Listed
from ui.web.library_list import PAGE, list_html, options_html


def test_an_empty_library_says_what_to_do() -> None:
    assert "Add article" in list_html([], 0, 0, narrowed=False)


def test_a_search_without_result_says_what_to_do() -> None:
    assert "Search for other words" in list_html([], 0, 0, narrowed=True)


def test_a_page_with_more_behind_it_offers_them() -> None:
    page = list_html([Listed("a", "Flood", "Reuters", dt.date(2025, 2, 20), ("rain",))], 2, 3, narrowed=False)
    assert "Reuters, 20 February 2025, rain" in page
    assert 'data-page="3">Show 3 more' in page
    assert f"Show {PAGE} more" in list_html([Listed("a", "Flood", None, None)], 0, 1_000, narrowed=False)
    assert "more</button>" not in list_html([Listed("a", "Flood", None, None)], 0, 0, narrowed=False)


def test_headlines_publishers_and_tags_are_escaped() -> None:
    assert "<b>" not in list_html([Listed("<b>", "<b>", "<b>", None, ("<b>",))], 0, 0, narrowed=False)
    assert "<b>" not in options_html({'"><b>': 2}, "All")
