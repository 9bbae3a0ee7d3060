import datetime as dt
from dataclasses import replace

import pytest
from rag_helpers import make_article, make_evidence

from rag.reader.answerer import Answerer
from rag.reader.confidence import Calibration, Features, features, in_words
from rag.reader.evidence import Evidence
from rag.types import Article, RefusalReason, Verdict

CALIBRATION = Calibration(weights=(1.0, 0.0, 0.0), bias=0.0, floor=0.5)
ARTICLE = make_article("The mayor opened the bridge. It cost nine million.\n\nThe cause of the delay is not known.")


def both(one: Evidence, other: Evidence) -> Evidence:
    answers = sorted(one.readings.answers + other.readings.answers, key=lambda reading: -reading.score)
    readings = replace(one.readings, answers=tuple(answers), passages=one.passages + other.passages)
    return Evidence(one.question, readings, {**one.texts, **other.texts})


def test_an_answer_must_be_as_sure_as_is_asked_for() -> None:
    evidence = [make_evidence("how much?", ARTICLE, ("nine million", 1.0))]
    given = Answerer(CALIBRATION).answer("how much?", evidence, at_least=0.7)
    assert (given.text, round(given.confidence, 2)) == ("nine million", 0.73)
    unsure = Answerer(CALIBRATION).answer("how much?", evidence, at_least=0.9)
    assert unsure.refusal.reason is RefusalReason.NOT_SAID
    assert "as sure as you ask for" in unsure.text
    assert unsure.refusal.closest is not None
    wrong = [make_evidence("how much?", ARTICLE, ("nine million", -1.0))]
    assert Answerer(CALIBRATION).answer("how much?", wrong, at_least=0.2).text == "The article does not say."


def test_a_good_answer_comes_with_its_sentence() -> None:
    answer = Answerer(CALIBRATION).answer("how much?", [make_evidence("how much?", ARTICLE, ("nine million", 4.0))])
    assert answer.text == "nine million"
    assert not answer.refused
    assert [s.text for s in answer.statements] == ["It cost nine million."]
    assert answer.statements[0].verdict is Verdict.SUPPORTED
    assert [citation.number for citation in answer.citations] == [1]
    assert round(answer.confidence, 3) == 0.982


def test_below_the_floor_is_a_refusal_with_the_closest_sentence() -> None:
    evidence = make_evidence("how much?", ARTICLE, ("nine million", -1.0))
    answer = Answerer(CALIBRATION).answer("how much?", [evidence])
    assert answer.refused
    assert answer.refusal is not None
    assert answer.refusal.reason is RefusalReason.NOT_SAID
    assert answer.refusal.closest is not None
    assert evidence.words(answer.refusal.closest.span) == "It cost nine million."


def test_nothing_read_is_a_refusal_without_a_passage() -> None:
    answer = Answerer(CALIBRATION).answer("how much?", [make_evidence("how much?", ARTICLE)])
    assert answer.refusal is not None
    assert answer.refusal.closest is None


def test_what_the_article_calls_unknown_is_an_answer() -> None:
    question = "what was the cause of the delay?"
    answer = Answerer(CALIBRATION).answer(question, [make_evidence(question, ARTICLE, ("the bridge", -5.0))])
    assert not answer.refused
    assert answer.text.startswith("The article says that this is not known")


def test_both_parts_of_a_question_are_answered() -> None:
    evidence = [
        make_evidence("who opened it?", ARTICLE, ("The mayor", 3.0)),
        make_evidence("how much?", ARTICLE, ("nine million", 2.0)),
    ]
    answer = Answerer(CALIBRATION).answer("who opened it and how much?", evidence)
    assert answer.text == "The mayor\nnine million"
    assert len(answer.statements) == 2


def other_article(text: str) -> Article:
    return make_article(text, article_id="a2", publisher="Times", published=dt.date(2025, 1, 2))


def test_another_article_that_differs_is_shown_beside_it() -> None:
    other = make_evidence("how much?", other_article("The bridge cost ten million."), ("ten million", 4.1))
    evidence = both(make_evidence("how much?", ARTICLE, ("nine million", 4.0)), other)
    answer = Answerer(CALIBRATION).answer("how much?", [evidence])
    assert "Times, 2 January 2025: ten million" in answer.text
    assert "nine million" in answer.text
    assert {citation.span.article for citation in answer.citations} == {"a1", "a2"}


def test_another_article_that_is_far_behind_is_not() -> None:
    other = make_evidence("how much?", other_article("The road cost ten million."), ("ten million", 0.5))
    evidence = both(make_evidence("how much?", ARTICLE, ("nine million", 4.0)), other)
    assert Answerer(CALIBRATION).answer("how much?", [evidence]).text == "nine million"


def test_confidence_in_words() -> None:
    assert [in_words(p) for p in (0.95, 0.7, 0.6, 0.0)] == ["Very sure", "Quite sure", "Fairly sure", "Not sure"]


def test_the_probability_rises_with_the_score() -> None:
    low, middle, high = (CALIBRATION.probability(Features(score, 0.0, 1.0)) for score in (-1e9, 1.0, 1e9))
    assert 0.0 < low < middle < high < 1.0


def test_the_features_say_how_much_of_the_question_is_there() -> None:
    found = features("who opened the bridge?", 2.0, 1.0, "The mayor opened it.")
    assert found == Features(2.0, 1.0, 0.5)


def test_a_name_that_no_article_has_is_said() -> None:
    question = "when did Macron open the bridge?"
    answer = Answerer(CALIBRATION).answer(question, [make_evidence(question, ARTICLE, ("nine million", 9.0))])
    assert answer.refusal is not None
    assert answer.refusal.reason is RefusalReason.NAME_NOT_FOUND
    assert answer.text == "The articles do not mention Macron."


@pytest.mark.parametrize(
    ("question", "is_known"),
    [
        ("when did Paris open the bridge?", True),
        ("what is the row between Paris and Berlin about?", True),
        ("when was the bridge in Paris opened?", False),
        ("when did Rome open the bridge?", False),
    ],
)
def test_a_capital_that_acts_is_known_by_its_country(question: str, is_known: bool) -> None:
    article = other_article("France opened the bridge on Monday, and Germany was angry.")
    answer = Answerer(CALIBRATION).answer(question, [make_evidence(question, article, ("on Monday", 9.0))])
    said = answer.refusal.reason if answer.refusal else None
    assert (said is not RefusalReason.NAME_NOT_FOUND) == is_known


def test_articles_are_compared_side_by_side() -> None:
    question = "do both articles give the same price?"
    other = make_evidence(question, other_article("The bridge cost ten million."), ("ten million", 1.0))
    evidence = both(make_evidence(question, ARTICLE, ("nine million", 4.0)), other)
    answer = Answerer(CALIBRATION).answer(question, [evidence])
    assert answer.text.startswith("No. ")
    assert "nine million" in answer.text
    assert "Times, 2 January 2025: ten million" in answer.text


def test_articles_agree_on_a_number_in_words_and_in_digits() -> None:
    question = "do both articles give the same price?"
    other = make_evidence(question, other_article("The bridge cost 9 million."), ("9 million", 1.0))
    evidence = both(make_evidence(question, ARTICLE, ("nine million", 4.0)), other)
    assert Answerer(CALIBRATION).answer(question, [evidence]).text.startswith("Yes. ")


def test_what_the_article_denies_is_not_answered() -> None:
    question = "why did the mayor close the bridge?"
    article = make_article("The mayor did not close the bridge, she said, because it was safe.")
    answer = Answerer(CALIBRATION).answer(question, [make_evidence(question, article, ("it was safe", 9.0))])
    assert answer.refusal is not None
    assert answer.refusal.reason is RefusalReason.PREMISE_DENIED
    assert answer.refusal.closest is not None
