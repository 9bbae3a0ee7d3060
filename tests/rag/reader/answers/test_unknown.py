import pytest
from rag_helpers import make_article, make_evidence

from rag.reader.answers.unknown import answer, what_is_unknown, what_is_unnamed

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


LOOT = make_article(
    "The ring came from a museum that the police did not name. Its finder gave it back. She cannot be named.\n\n"
    "The whereabouts of the crown are unknown, and what will become of the museum has not been decided.\n\n"
    "The maker of the copy, Ann Lee, has not set a price for it. She has not said whether she will sell the copy."
)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("which museum did the ring come from", "did not name"),
        ("what's the name of the ring's finder who gave it back?", "cannot be named"),
        ("where is the crown?", "whereabouts"),
        ("what will happen to the museum?", "what will become"),
        ("what does the copy cost?", "has not set a price"),
        ("will she sell the copy?", "has not said whether"),
    ],
)
def test_what_is_unknown_in_other_words_than_asked(question: str, words: str) -> None:
    draft = answer(make_evidence(question, LOOT))
    assert draft is not None
    assert words in draft.text


@pytest.mark.parametrize("question", ["who made the copy?", "who gave the ring back?", "when was the ring found?"])
def test_what_stands_beside_something_unknown(question: str) -> None:
    draft = answer(make_evidence(question, LOOT))
    assert draft is None or "price" not in draft.text


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
        ("The maker has not yet set a price.", ["a price"]),
        ("The whereabouts of the ring are unknown.", ["The whereabouts of the ring"]),
        ("He cannot be named for legal reasons.", ["He"]),
        ("It came from a hospital that the company did not name.", []),
        ("The mayor spoke.", []),
    ],
)
def test_what_is_unknown(sentence: str, what: list[str]) -> None:
    assert what_is_unknown(sentence) == what


def test_what_is_unnamed() -> None:
    assert what_is_unnamed("It came from a hospital that the company did not name.") == ["from a hospital"]
    assert what_is_unnamed("It came from a hospital that the company named.") == []


def test_what_a_speaker_does_not_know_is_not_unknown() -> None:
    article = make_article("Ann Lee read the draft. “I don’t know what it would say,” Bo Day answered.")
    assert answer(make_evidence("what did Lee say?", article)) is None
    assert what_is_unknown("“We don't know who did it.”") == []
    assert what_is_unknown("The police do not know who did it.") == ["who did it"]
