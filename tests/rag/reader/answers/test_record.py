import datetime as dt

import pytest
from rag_helpers import make_article

from rag.reader.answers.record import describe, field_asked, meant, unknown


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("when was this published?", "published"),
        ("When was the article written", "published"),
        ("publication date", "published"),
        ("what is the date of this article", "published"),
        ("how old is this story?", "published"),
        ("when was it last updated", "modified"),
        ("which outlet is this from?", "publisher"),
        ("what newspaper published this", "publisher"),
        ("who published it?", "publisher"),
        ("who wrote this?", "authors"),
        ("who is the author", "authors"),
        ("who wrote the valdane obituary?", "authors"),
        ("what was the date of the canton post story?", "published"),
        ("how long is the feature on saltmere", "length"),
        ("byline", "authors"),
        ("how long is the article?", "length"),
        ("how many words does it have", "length"),
        ("how long is this article, in words?", "length"),
        ("which newspaper or site published this", "publisher"),
        ("in what publication did the saltmere feature appear?", "publisher"),
        ("what paper reported the election results?", "publisher"),
        ("who put together the results article?", "authors"),
        ("which agency supplied the ferry text?", "agency"),
        ("what's the headline", "title"),
        ("link to the original", "url"),
        ("what language is this article in", "language"),
    ],
)
def test_questions_about_the_record(question: str, field: str) -> None:
    assert field_asked(question) == field


@pytest.mark.parametrize(
    "question",
    [
        "when was the resolution drafted?",
        "who wrote the resolution?",
        "how long is the war?",
        "how many words did Waltz say to Fox News",
        "who reported the story to the police?",
        "what source told Reuters about it",
        "which outlet interviewed Waltz?",
        "which agency searched the house?",
        "who put together the peace plan?",
        "what was the title of her first novel",
        "when did it start",
    ],
)
def test_other_questions(question: str) -> None:
    assert field_asked(question) is None


def test_one_article_is_described_in_a_sentence() -> None:
    article = make_article("One two three.", published=dt.date(2025, 2, 20), authors=("Ann Lee", "Bo Ek"))
    assert describe("published", [article]) == "20 February 2025 (from the article's record)"
    assert describe("authors", [article]) == "Ann Lee, Bo Ek (from the article's record)"
    assert describe("length", [article]) == ("3 words in 1 paragraphs, about 1 min to read (from the article's record)")


def test_several_articles_are_named() -> None:
    articles = [make_article("First.", publisher="The Post"), make_article("Second.", publisher="The Times")]
    described = describe("publisher", articles) or ""
    assert "First.: The Post" in described
    assert "Second.: The Times" in described


def test_what_the_record_does_not_have() -> None:
    assert describe("publisher", [make_article("Text.")]) is None
    assert unknown("publisher") == "The article's record does not say which outlet published it."


def test_the_article_that_a_question_names_is_meant() -> None:
    ferry = make_article("The ferry sailed.", title="Ferry sails", publisher="Canton Post")
    storm = make_article("The storm passed.", title="Storm", publisher="Gazette")
    assert meant("who wrote the ferry story?", [storm, ferry]) == [ferry]
    assert meant("when did the gazette publish this?", [storm, ferry]) == [storm]
    assert meant("who wrote this?", [storm, ferry]) == [storm, ferry]
