from __future__ import annotations

import re

from ui.web.library_list import PAGE, find, list_html


def test_search_wants_every_word_in_any_field(make_article) -> None:
    flood = make_article(title="Flood in Valencia", publisher="Reuters", authors=("Ana Gil",))
    vote = make_article(title="Vote in Berlin", publisher="Reuters")
    assert find([flood, vote], "reuters FLOOD") == [flood]
    assert find([flood, vote], "gil 2025") == [flood]
    assert find([flood, vote], "") == [flood, vote]


def test_an_empty_library_says_what_to_do() -> None:
    assert "Add article" in list_html([], 0, "")


def test_a_search_without_result_says_what_to_do() -> None:
    assert "Search for other words" in list_html([], 0, "zzz")


def test_pages_follow_each_other_without_a_gap(make_article) -> None:
    articles = [make_article(title=f"Headline {n}") for n in range(PAGE + 3)]
    pages = list_html(articles, 0, ""), list_html(articles, 1, "")
    assert [int(n) for page in pages for n in re.findall(r"Headline (\d+)", page)] == list(range(PAGE + 3))
    assert 'data-page="1"' in pages[0]
    assert "Show 3 more" in pages[0]
    assert "data-page" not in pages[1]


def test_headlines_are_escaped(make_article) -> None:
    assert "<b>" not in list_html([make_article(title="<b>", publisher="<b>")], 0, "")
