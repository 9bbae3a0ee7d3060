from __future__ import annotations

import re

import pytest

from rag.quote_check import check
from rag.types import Article, Passage, Span
from ui.web.quote_check import check_html, check_question


@pytest.fixture
def searched(library, article: Article):
    span = Span(article.id, article.version, 0, len(article.text))
    library.search_words = lambda words, k: [Passage("p", span, article.text)]
    return library


def found(quote: str, speaker: str, library) -> str:
    return check_html(check(quote, speaker, library), library)


def test_exact_words_are_right_and_shown_where_they_stand(searched, article: Article) -> None:
    page = found("They need to tone it down and take a hard look", "Mike Waltz", searched)
    assert "Quoted right" in page
    start = article.text.index("They need")
    assert f"s={start}-" in page


def test_altered_words_are_marked_one_by_one(searched) -> None:
    page = found("They need to calm it down and take a hard look and sign that deal", "", searched)
    assert "Altered" in page
    assert "<del>calm</del> <ins>tone</ins>" in page


def test_the_wrong_speaker_is_named_with_the_right_one(searched) -> None:
    page = found("They need to tone it down and take a hard look", "Vladimir Putin", searched)
    assert "Wrong speaker" in page
    assert "Mike Waltz" in page


def test_words_that_nobody_said_are_not_found(searched) -> None:
    page = found("Penguins will inherit the stock exchange", "", searched)
    assert "Not found" in page
    assert "blockquote" not in page


def test_a_quote_is_escaped(searched) -> None:
    page = found("They need to <img src=x> it down and take a hard look and sign that deal", "<b>", searched)
    assert not re.findall("<(?:img|b)>", page)


def test_the_question_names_the_speaker_if_there_is_one() -> None:
    assert check_question(" Go. ", "Ann") == "Is this quoted right? “Go.” (Ann)"
    assert check_question("Go.", " ") == "Is this quoted right? “Go.”"
