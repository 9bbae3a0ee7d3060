from collections.abc import Callable

import pytest

from evals.result import Result, Shown, Told
from rag.types import Article, Span

Make = Callable[..., Result]


def test_a_right_answer_loses_nothing(make_result: Make) -> None:
    result = make_result(ranking=(True, False), findable=1)
    assert {name: value for name, value in result.scores.items() if value != 1} == {"quote_fidelity": None}
    assert result.lost == ()


def test_a_wrong_answer(make_result: Make) -> None:
    result = make_result(answer="The bridge")
    assert result.scores["exact_match"] == result.scores["f1"] == result.scores["right"] == 0
    assert result.scores["crag"] == -1
    assert result.lost == ("Wrong: “The bridge” instead of “the dam”.",)


def test_a_right_answer_in_other_words_says_which(make_result: Make) -> None:
    result = make_result(answer="the old dam at the lake", golds=("the big dam at the lake",))
    assert result.scores["f1"] == 0.75
    assert result.scores["right"] == 1
    assert result.lost == (
        "Right, but not in the words of “the big dam at the lake”: without “big”, with “old” added.",
    )


def test_the_right_words_in_another_order(make_result: Make) -> None:
    result = make_result(answer="dam big", golds=("big dam",))
    assert result.scores["f1"] == 1
    assert result.scores["exact_match"] == 0
    assert result.lost == ("The right words in another order or number than “big dam”.",)


def test_a_refusal_that_was_due(make_result: Make) -> None:
    result = make_result(golds=(), gold=(), reason="not_said", answer="It does not say.")
    assert result.scores["exact_match"] == result.scores["f1"] == result.scores["crag"] == 1
    assert result.scores["citation_precision"] is None
    assert result.lost == ()


def test_a_refusal_that_was_not(make_result: Make) -> None:
    result = make_result(reason="not_said", answer="It does not say.")
    assert result.scores["f1"] == result.scores["crag"] == 0
    assert result.scores["citation_hit"] == 0
    assert result.lost == ("Refused (not_said), but the articles say “the dam”.",)


def test_an_answer_that_was_to_be_refused(make_result: Make) -> None:
    result = make_result(golds=(), gold=())
    assert result.scores["f1"] == 0
    assert result.scores["crag"] == -1
    assert result.lost == ("Answered “The dam”, but the articles do not say.",)


def test_a_failure_is_no_refusal_that_was_due(make_result: Make) -> None:
    result = make_result(golds=(), gold=(), error="TimeoutError: 30 s", answer="")
    assert (result.scores["f1"], result.scores["right"], result.scores["crag"]) == (0, 0, -1)
    assert result.lost == ("No answer came back: TimeoutError: 30 s",)


def test_a_citation_of_another_sentence(make_result: Make) -> None:
    result = make_result(cited="Rain fell all night.")
    assert result.scores["citation_validity"] == 1
    assert result.scores["citation_precision"] == result.scores["citation_recall"] == 0
    assert "Citation [1] shows another sentence than the gold one." in result.lost
    assert "A statement has no citation that shows a gold sentence." in result.lost


def test_no_citation(make_result: Make) -> None:
    result = make_result(cited=None)
    assert result.scores["citation_validity"] is None
    assert result.scores["citation_hit"] == 0
    assert result.lost == ("Nothing is cited.",)


@pytest.mark.parametrize(
    ("start", "end", "version", "quote"),
    [
        (22, 35, 1, "he dam held.\n"),  # off by one
        (21, 34, 1, "The dam fell."),  # one word changed
        (21, 34, 2, "The dam held."),  # a version that is not the latest
        (21, 34, 1, ""),  # the library had no words for it
    ],
)
def test_a_quote_that_is_not_in_the_article(
    make_result: Make, article: Article, start: int, end: int, version: int, quote: str
) -> None:
    shown = Shown(1, Span(article.id, version, start, end), quote, "reader")
    result = make_result(citations=(shown,), statements=(Told("The dam held.", "supported", (1,)),))
    assert result.scores["citation_validity"] == 0
    assert "Citation [1] is not word for word in the stored article." in result.lost


def test_the_closest_passage_of_a_refusal_must_be_verbatim_too(make_result: Make, article: Article) -> None:
    shown = Shown(1, Span(article.id, 1, 0, 4), "Snow", "reader")
    result = make_result(reason="not_said", citations=(shown,))
    assert result.scores["citation_validity"] == 0


def test_an_invented_quotation(make_result: Make) -> None:
    result = make_result(answer="The dam: “we were proud”")
    assert result.scores["quote_fidelity"] == 0
    assert "Words in quotation marks stand in no cited article." in result.lost


def test_speakers_count_where_one_is_asked_for(make_result: Make) -> None:
    said = {"kind": "who_said", "golds": ("Ada Quill",)}
    assert make_result(**said, answer="Quill").scores["speaker_accuracy"] == 1
    wrong = make_result(**said, answer="Ivo Reed")
    assert wrong.scores["speaker_accuracy"] == 0
    assert "Names another speaker than “Ada Quill”." in wrong.lost
    assert "speaker_accuracy" not in make_result(answer="Quill").scores


def test_ranking(make_result: Make) -> None:
    late = make_result(ranking=(False, False, True), findable=1)
    assert (late.scores["hits_1"], late.scores["hits_4"]) == (0, 1)
    assert late.scores["mrr_10"] == pytest.approx(1 / 3)
    assert late.lost == ("The first passage with a gold sentence was found at place 3.",)
    never = make_result(ranking=(False, False), findable=1)
    assert never.lost == ("No gold sentence is among the first 2 passages found.",)
    assert "hits_1" not in make_result().scores
