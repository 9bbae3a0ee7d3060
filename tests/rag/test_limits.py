from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from rag_helpers import make_article

from rag.limits import limited
from rag.listing import Listing
from rag.sqlite import SqliteRecord
from rag.types import Entry, Question, Scope

TODAY = dt.date(2025, 3, 13)
LAST_WEEK = Scope(since=dt.date(2025, 3, 3), until=dt.date(2025, 3, 9))
MONDAY = dt.date(2025, 3, 10)
REUTERS, POST = ("Reuters",), ("The Harbor Post",)


@pytest.fixture
def listing() -> Iterator[Listing]:
    record = SqliteRecord(Path(":memory:"))
    facts = [("ferry", "Reuters", 4), ("bridge", "The Harbor Post", 11), ("sails", "The Harbor Post", 12)]
    facts += [("trams", "The Brandal Times", 1), ("coins", "Kestrel News Agency", 1)]
    record.add(
        Entry(
            make_article(f"{name} text.", article_id=name, publisher=paper, published=dt.date(2025, 3, day)),
            (),
        )
        for name, paper, day in facts
    )
    yield Listing(record)
    record.close()


@pytest.mark.parametrize(
    ("text", "rest", "scope"),
    [
        (
            "what did Reuters report last week?",
            "what is the news?",
            Scope((), REUTERS, LAST_WEEK.since, LAST_WEEK.until),
        ),
        ("what did reuters say about the ferry?", "what about the ferry?", Scope((), REUTERS)),
        ("what did the Post say about the bridge?", "what about the bridge?", Scope((), POST)),
        ("who spoke, according to the Times?", "who spoke?", Scope((), ("The Brandal Times",))),
        ("what did Kestrel report?", "what is the news?", Scope((), ("Kestrel News Agency",))),
        ("what did the Harbor Post write since Monday?", "what is the news?", Scope((), POST, MONDAY)),
        ("According to Reuters, who spoke?", "who spoke?", Scope((), REUTERS)),
        ("who spoke, according to the Harbor Post?", "who spoke?", Scope((), POST)),
        ("who spoke in The Harbor Post?", "who spoke?", Scope((), POST)),
        ("what do the Reuters articles say about the ferry?", "what about the ferry?", Scope((), REUTERS)),
        ("what did Reuters report on 4 March?", "what is the news?", Scope((), REUTERS, *2 * [dt.date(2025, 3, 4)])),
        ("what is new since Monday?", "what is the news?", Scope(since=MONDAY)),
        ("who resigned since Monday?", "who resigned?", Scope(since=MONDAY)),
        ("what happened last week?", "what is the news?", LAST_WEEK),
        (
            "which articles were published in February 2025?",
            "what is the news?",
            Scope(since=dt.date(2025, 2, 1), until=dt.date(2025, 2, 28)),
        ),
        ("what does the latest article say?", "what is the news?", Scope(("sails",))),
        ("who spoke in the newest Reuters story?", "who spoke in the story?", Scope(("ferry",), REUTERS)),
    ],
)
def test_a_question_that_says_which_articles_it_is_about(listing: Listing, text: str, rest: str, scope: Scope) -> None:
    read, question = limited(text, Question(text), listing, TODAY)
    assert (read, question.scope) == (rest, scope)


@pytest.mark.parametrize(
    "text",
    [
        "who leads Reuters?",
        "what did the Sun report?",
        "what did the post say?",
        "what does the news say?",
        "who spoke, according to the Norrisk Times?",
        "who reads the Times?",
        "what happened on 4 March?",
        "why did the mayor resign last week?",
        "who resigned since 12 April 2025?",
        "who was hurt yesterday?",
        "what is this about?",
    ],
)
def test_days_and_names_of_what_is_reported_do_not_limit(listing: Listing, text: str) -> None:
    question = Question(text)
    assert limited(text, question, listing, TODAY) == (text, question)


def test_what_a_person_chose_stays(listing: Listing) -> None:
    chosen = Scope(("bridge",), since=dt.date(2025, 1, 1))
    question = Question("what did Reuters report last week in the latest article?", scope=chosen)
    assert limited(question.text, question, listing, TODAY) == (question.text, question)
    only = Question("what did Reuters report last week?", scope=Scope(publishers=POST))
    assert limited(only.text, only, listing, TODAY)[1].scope.publishers == POST


def test_a_publisher_named_like_a_pattern_is_a_name(listing: Listing) -> None:
    assert limited("according to (.*, who?", Question(""), listing, TODAY)[1].scope == Scope()
