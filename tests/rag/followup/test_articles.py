import pytest

from rag.followup.articles import in_article
from rag.types import Question, Turn

BOTH = Turn("how many people were hurt?", "three; four", ("ledger", "courier"))
LATER = Turn("why?", "A pan caught fire.", ("ledger",))


@pytest.mark.parametrize(
    ("text", "asked", "article"),
    [
        ("who was hurt in the second article?", "who was hurt?", "courier"),
        ("what does the first report say about the fire?", "what does the article say about the fire?", "ledger"),
        ("According to the other story, who called?", ", who called?", "courier"),
        ("who called in the last article?", "who called?", "courier"),
    ],
)
def test_an_article_that_is_counted_out(text: str, asked: str, article: str) -> None:
    read, question = in_article(text, Question(text, (BOTH, LATER)))
    assert (read, question.scope.articles) == (asked, (article,))


@pytest.mark.parametrize(
    "text", ["who was hurt in the third article?", "who was hurt in the article?", "who was first?"]
)
def test_what_cannot_be_counted_out_is_left_alone(text: str) -> None:
    question = Question(text, (BOTH,))
    assert in_article(text, question) == (text, question)


def test_without_an_answer_from_several_articles_there_is_nothing_to_count() -> None:
    question = Question("who was hurt in the second article?", (LATER,))
    assert in_article(question.text, question) == (question.text, question)
