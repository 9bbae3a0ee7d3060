import datetime as dt

from rag_helpers import make_article, make_evidence

from rag.reader.answers import reason, span

TEXT = "Adviser urges calm\n\nThe mayor spoke on Thursday. She had no choice, she said, because of the rain."
ARTICLE = make_article(TEXT, published=dt.date(2025, 2, 20), subheads=((0, 18),))


def test_the_words_and_their_sentence() -> None:
    evidence = make_evidence("who spoke?", ARTICLE, ("The mayor", 4.0))
    draft = span.answer(evidence)
    assert draft is not None
    assert draft.text == "The mayor"
    assert [evidence.words(quote) for quote in draft.proof] == ["The mayor spoke on Thursday."]
    assert draft.score == 4.0


def test_a_day_is_given_with_its_date_when_one_is_asked_for() -> None:
    when = span.answer(make_evidence("when did she speak?", ARTICLE, ("Thursday", 4.0)))
    what = span.answer(make_evidence("what did she like?", ARTICLE, ("Thursday", 4.0)))
    assert when is not None
    assert when.text == "Thursday (20 February 2025)"
    assert what is not None
    assert what.text == "Thursday"


def test_a_bare_duration_does_not_say_when() -> None:
    article = make_article("The talks came a day after the two leaders traded insults. Nobody spoke.")
    for words in ("a day", "a day after"):
        draft = span.answer(make_evidence("when did they trade insults?", article, (words, 4.0)))
        assert draft is not None
        assert draft.text == "The talks came a day after the two leaders traded insults."


def test_a_heading_gives_way_to_the_text() -> None:
    near = span.answer(make_evidence("who?", ARTICLE, ("Adviser", 5.0), ("The mayor", 3.0)))
    far = span.answer(make_evidence("who?", ARTICLE, ("Adviser", 9.0), ("The mayor", 3.0)))
    assert near is not None
    assert near.text == "The mayor"
    assert far is not None
    assert far.text == "Adviser"


def test_a_reason_too_short_to_be_one_is_given_with_its_sentence() -> None:
    short = reason.answer(make_evidence("why?", ARTICLE, ("rain", 4.0)))
    long = reason.answer(make_evidence("why?", ARTICLE, ("because of the rain", 4.0)))
    assert short is not None
    assert short.text == "She had no choice, she said, because of the rain."
    assert long is not None
    assert long.text == "because of the rain"


def test_nothing_read_is_no_answer() -> None:
    assert span.answer(make_evidence("who?", ARTICLE)) is None
    assert reason.answer(make_evidence("why?", ARTICLE)) is None


def test_a_reason_that_says_the_question_again_is_given_with_its_sentence() -> None:
    article = make_article("The closure is a blow to the village, which lives on the ferry. Nobody spoke.")
    again = reason.answer(
        make_evidence(
            "why is the closure bad news for the village?", article, ("The closure is a blow to the village", 4.0)
        )
    )
    told = reason.answer(make_evidence("why is it a blow?", article, ("which lives on the ferry", 4.0)))
    assert again is not None
    assert again.text == "The closure is a blow to the village, which lives on the ferry."
    assert told is not None
    assert told.text == "which lives on the ferry"
