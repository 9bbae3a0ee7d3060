import datetime as dt

from rag_helpers import make_article

from rag.reader.answers.draft import Draft
from rag.reader.answers.several import joined
from rag.types import Span

POST = make_article("Nine people were hurt.", article_id="post", publisher="Post", published=dt.date(2025, 3, 1))
TIMES = make_article("Eleven were hurt.", article_id="times", publisher="Times", published=dt.date(2025, 3, 2))
BLOG = make_article("About nine people.", article_id="blog")


def draft(text: str, article_id: str) -> Draft:
    return Draft(text, (Span(article_id, 1, 0, 5),), 3.0)


def test_articles_that_differ_are_told_apart_newest_first() -> None:
    together = joined([(POST, draft("nine", "post")), (TIMES, draft("eleven", "times")), (BLOG, draft("nine", "blog"))])
    assert together.text.splitlines() == [
        "Times, 2 March 2025: eleven",
        "Post, 1 March 2025: nine",
        "“About nine people.”: nine",
    ]
    assert [span.article for span in together.proof] == ["times", "post", "blog"]


def test_articles_that_agree_prove_one_answer() -> None:
    together = joined([(POST, draft("Nine people", "post")), (BLOG, draft("nine", "blog"))])
    assert together.text == "Nine people"
    assert [span.article for span in together.proof] == ["post", "blog"]


def test_one_article_is_its_own_answer() -> None:
    assert joined([(POST, draft("nine", "post"))]) == draft("nine", "post")
