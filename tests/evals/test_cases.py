from collections.abc import Callable
from dataclasses import replace

import pytest

from evals.cases import make_cases
from evals.suite import Pair
from rag.errors import SuiteError
from rag.types import Article, Scope, Span, Turn

MakePair = Callable[..., Pair]


def test_a_case_asks_the_articles_of_its_pair(article: Article, make_pair: MakePair) -> None:
    pair = make_pair(history=(Turn("Did it rain?", "All night"),))
    (case,) = make_cases("dam", [pair], {"dam": article}, scoped=True)
    assert case.question.text == "What held?"
    assert case.question.history == (Turn("Did it rain?", "All night"),)
    assert case.question.scope == Scope(articles=(article.id,))
    assert case.gold == (Span(article.id, 1, 21, 34),)
    assert article.text[21:34] == "The dam held."


def test_or_the_whole_library(article: Article, make_pair: MakePair) -> None:
    (case,) = make_cases("dam", [make_pair()], {"dam": article}, scoped=False)
    assert case.question.scope == Scope()


def test_spacing_may_differ_but_words_may_not(article: Article, make_pair: MakePair) -> None:
    wide = replace(article, text=article.text.replace("The dam", "The\ndam"))
    (case,) = make_cases("dam", [make_pair()], {"dam": wide}, scoped=True)
    assert case.gold == (Span(article.id, 1, 21, 34),)
    with pytest.raises(SuiteError, match=r"dam, pair q1: the gold sentence “The dam fell\.” does not stand"):
        make_cases("dam", [make_pair(gold=("The dam fell.",))], {"dam": article}, scoped=True)


def test_characters_of_patterns_are_only_characters(article: Article, make_pair: MakePair) -> None:
    with pytest.raises(SuiteError, match="does not stand"):
        make_cases("dam", [make_pair(gold=("The d.m held.",))], {"dam": article}, scoped=True)


def test_a_sentence_that_two_of_the_articles_print_is_gold_in_both(article: Article, make_pair: MakePair) -> None:
    copy = replace(article, id="bbbbbbbbbbbb", text="CPA. The dam held.")
    shelf = {"dam": article, "copy": copy, "flood": replace(article, id="cccccccccccc")}
    (case,) = make_cases("dam", [make_pair(articles=("dam", "copy"))], shelf, scoped=True)
    assert case.gold == (Span(article.id, 1, 21, 34), Span(copy.id, 1, 5, 18))


def test_an_unknown_article_is_named(article: Article, make_pair: MakePair) -> None:
    with pytest.raises(SuiteError, match="dam, pair q1: no article is named flood"):
        make_cases("dam", [make_pair(articles=("flood",))], {"dam": article}, scoped=True)
    with pytest.raises(SuiteError, match=r"own\.csv line 7, pair q1: no article is named flood"):
        make_cases("own.csv", [make_pair(articles=("flood",), line=7)], {"dam": article}, scoped=True)


def test_a_pair_without_articles_asks_the_whole_library(article: Article, make_pair: MakePair) -> None:
    other = replace(article, id="bbbbbbbbbbbb", text="Nothing here.")
    shelf = {"flood": other, "dam": article, "dam again": article}
    (case,) = make_cases("own", [make_pair(articles=())], shelf, scoped=True)
    assert case.question.scope == Scope()
    assert case.gold == (Span(article.id, 1, 21, 34),)
