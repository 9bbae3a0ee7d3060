import pytest

from rag.followup.nouns import noun_phrases


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ("what did the mediator order at the start?", ["the mediator", "the start"]),
        ("where were the talks held?", ["the talks"]),
        ("how much did the Ostrel bridge cost?", ["the Ostrel bridge"]),
        ("where will the second bell of Saltmere go?", ["the second bell of Saltmere"]),
        ("what is the name of the sister ship?", ["the sister ship"]),
        ("how many nations sponsor the resolution?", ["nations", "the resolution"]),
        ("was the bridge safe?", ["the bridge"]),
        ("who said that the fire was arson?", ["the fire"]),
        ("who is Mike Waltz?", []),
        ("", []),
    ],
)
def test_phrases_end_where_the_verb_begins(question: str, phrases: list[str]) -> None:
    assert [question[start:end] for start, end in noun_phrases(question)] == phrases
