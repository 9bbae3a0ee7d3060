import pytest
from rag_helpers import make_article, make_evidence

from rag.reader.answers.unknown import answer, what_is_unknown

ARTICLE = make_article(
    "The resolution was being sponsored by over 50 nations. However, the source did not identify which countries.\n\n"
    "While the deadline to back the draft is not clear, a source said it would not be signed."
)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("which countries sponsored the resolution", "However, the source did not identify which countries."),
        ("what is the deadline to back the draft?", ARTICLE.text.split("\n\n")[1]),
    ],
)
def test_what_the_article_calls_unknown(question: str, sentence: str) -> None:
    evidence = make_evidence(question, ARTICLE)
    draft = answer(evidence)
    assert draft is not None
    assert [evidence.words(span) for span in draft.proof] == [sentence]
    assert draft.said_unknown
    assert draft.text == f"The article says that this is not known: {sentence}"


@pytest.mark.parametrize(
    "question", ["how many nations sponsored it", "who is the source", "what does the draft say", "where is Paris"]
)
def test_what_it_does_not(question: str) -> None:
    assert answer(make_evidence(question, ARTICLE)) is None


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Police have not yet named the victim.", ["the victim"]),
        ("She declined to say how much was paid.", ["how much was paid"]),
        ("The cause of the fire remains unknown.", ["The cause of the fire"]),
        ("It was unclear why the train stopped.", ["why the train stopped"]),
        ("The mayor spoke.", []),
    ],
)
def test_what_is_unknown(sentence: str, what: list[str]) -> None:
    assert what_is_unknown(sentence) == what
