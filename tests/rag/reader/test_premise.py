import pytest
from rag_helpers import make_article

from rag.reader.premise import denial

ARTICLE = make_article(
    "The US won't sign the draft resolution, a source said. The mayor opened the bridge on Friday.\n\n"
    "The coach refused to blame the injury list for the defeat."
)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("when did the US sign the draft resolution", "won't sign"),
        ("why did the coach blame the injury list for the defeat?", "refused to blame"),
    ],
)
def test_the_sentence_that_says_the_opposite(question: str, words: str) -> None:
    span = denial(question, [ARTICLE])
    assert span is not None
    assert words in ARTICLE.text[span.start : span.end]


@pytest.mark.parametrize(
    "question",
    [
        "when did the mayor open the bridge?",
        "why won't the US sign the draft resolution?",
        "why did the coach refuse to blame the injury list?",
        "who opened the bridge?",
        "when did the train leave?",
    ],
)
def test_nothing_is_denied(question: str) -> None:
    assert denial(question, [ARTICLE]) is None
