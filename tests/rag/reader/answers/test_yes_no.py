import pytest
from rag_helpers import make_article, make_evidence

from rag.reader.answers.yes_no import answer, plain_verdict

TALKS = (
    "Officials held talks in Riyadh. The US is refusing to sponsor the resolution. Trump called Zelensky a dictator."
)


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("Did Trump call Zelensky a dictator?", "Trump called Zelensky a dictator.", "Yes"),
        ("Did Zelensky call Trump a dictator?", "Trump called Zelensky a dictator.", None),
        ("is the us sponsoring the resolution", "The US is refusing to sponsor the resolution.", "No"),
        ("isn't the US sponsoring the resolution?", "The US will not sponsor the resolution.", "Yes"),
        ("Did the mayor resign?", "The mayor may resign.", None),
        ("Did the mayor resign?", "The mayor spoke to reporters.", None),
    ],
)
def test_plain_verdict(question: str, sentence: str, verdict: str | None) -> None:
    assert plain_verdict(question, sentence) == verdict


def test_the_deciding_sentence_is_the_proof() -> None:
    evidence = make_evidence("is the us sponsoring the resolution?", make_article(TALKS), ("talks in Riyadh", 2.0))
    draft = answer(evidence)
    assert draft is not None
    assert draft.text == "No. The US is refusing to sponsor the resolution."
    assert [evidence.words(span) for span in draft.proof] == ["The US is refusing to sponsor the resolution."]


def test_nothing_read_is_no_answer() -> None:
    assert answer(make_evidence("is it?", make_article(TALKS))) is None


def test_a_sentence_that_denies_it_says_no() -> None:
    text = "Rain fell on the coast. It drew up a list of 34 places, but the list of places has not been published."
    evidence = make_evidence("has the list of 34 places been published?", make_article(text), ("34 places", 2.0))
    draft = answer(evidence)
    assert draft is not None
    assert draft.text == "No. It drew up a list of 34 places, but the list of places has not been published."
