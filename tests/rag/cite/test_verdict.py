from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.cite.entail import Entailment, Judgement
from rag.cite.verdict import check, repair
from rag.types import Article, Span, Verdict


def other_article() -> Article:
    text = "The ferry Halcyon can hold 420 people, its captain Yusra Benholm said."
    return Article("ferry", "Ferry", text, "0", 1, dt.datetime(2025, 3, 12, tzinfo=dt.UTC))


def test_supported_with_its_sentence(article: Article) -> None:
    found = check("The mine will bring 140 jobs, the mayor said. [1]", [article])
    assert found.verdict is Verdict.SUPPORTED
    assert "140 jobs" in article.text[found.spans[0].start : found.spans[0].end]


def test_reason_names_both_speakers(article: Article) -> None:
    found = check("“Nobody asked us,” said Ingrid Solheim.", [article])
    assert (found.verdict, found.rule) == (Verdict.UNSUPPORTED, "speaker")
    assert found.reason == "the article gives this quote to Per Aune, not to Ingrid Solheim"


def test_a_repeated_sentence_is_supported(article: Article) -> None:
    found = check("He added that he had not been told about the new owner.", [article])
    assert (found.verdict, found.reason) == (Verdict.SUPPORTED, "the article says so, word for word")


def test_nothing_like_it(article: Article) -> None:
    found = check("Zebras migrate across savannas.", [article])
    assert (found.verdict, found.spans) == (Verdict.UNSUPPORTED, ())


@pytest.mark.parametrize("statement", ["", "[1]", "…"])
def test_no_words(article: Article, statement: str) -> None:
    assert check(statement, [article]).verdict is Verdict.UNSUPPORTED


def test_the_article_with_most_of_the_words_decides(article: Article) -> None:
    found = check("The Halcyon can hold 420 people.", [article, other_article()])
    assert found.verdict is Verdict.SUPPORTED
    assert found.spans[0].article == "ferry"


class Fixed(Entailment):
    """Gives every statement the same support."""

    def __init__(self, supported: float) -> None:
        self._supported = supported

    def judge(self, statement: str, texts: Sequence[str]) -> list[Judgement]:
        return [Judgement(self._supported, 1 - self._supported, 0.0)] * len(texts)


def test_a_model_outweighs_soft_rules_only(article: Article) -> None:
    soft, hard = "The Brandal copper mine reopened in May.", "The mine would bring 240 jobs."
    assert check(soft, [article]).verdict is Verdict.UNSUPPORTED
    assert check(soft, [article], Fixed(0.995)).verdict is Verdict.SUPPORTED
    assert check(hard, [article], Fixed(0.995)).verdict is Verdict.UNSUPPORTED
    assert check("The mine would bring 140 jobs.", [article], Fixed(0.02)).rule == "model"


def test_repair_replaces_a_wrong_citation(article: Article) -> None:
    wrong = Span("mine", 1, 0, 20)
    found = check("The mine would bring 140 jobs. [1]", [article])
    right = repair(found, [wrong])
    assert "140 jobs" in article.text[right[0].start : right[0].end]
    around = Span("mine", 1, right[0].start - 10, right[0].end + 10)
    assert repair(found, [wrong, around]) == (right[0],)
    assert repair(check("Zebras migrate.", [article]), [wrong]) == ()


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=120))
def test_any_text_gets_a_verdict(text: str) -> None:
    assert check(text, [other_article()]).verdict in Verdict


def test_a_capital_that_acts_stands_for_its_country() -> None:
    text = "Ukraine rejected the plan on Monday. The envoys of Russia met in Geneva."
    article = Article("plan", "Plan", text, "0", 1, dt.datetime(2025, 3, 12, tzinfo=dt.UTC))
    assert check("Kyiv rejected the plan on Monday.", [article]).verdict is Verdict.SUPPORTED
    assert check("Moscow rejected the plan on Monday.", [article]).verdict is not Verdict.SUPPORTED
    assert check("The plan was rejected on Monday in Kyiv.", [article]).verdict is not Verdict.SUPPORTED
