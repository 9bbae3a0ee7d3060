from __future__ import annotations

import datetime as dt

from rag.feedback import Fault, Feedback, FeedbackBook
from rag.types import Answer, Scope, Turn

SCOPE = Scope(("abc",), ("Reuters",), dt.date(2025, 2, 1), None)
ANSWER = Answer("who?", "Ann", scope=SCOPE, answerer="ollama:tiny", prompt="passages-1")


def test_everything_that_it_takes_to_ask_again_is_kept(record) -> None:
    FeedbackBook(record).give("me", "a", 1, Feedback(ANSWER, (Turn("when?", "Friday"),), Fault.MISSING, "Bob"))
    (kept,) = FeedbackBook(record).all()
    assert kept.answer == ANSWER
    assert kept.history == (Turn("when?", "Friday"),)
    assert (kept.fault, kept.said) == (Fault.MISSING, "Bob")
    assert kept.program
    assert kept.given.tzinfo


def test_a_second_thought_replaces_the_first(record) -> None:
    book = FeedbackBook(record)
    book.give("me", "a", 0, Feedback(ANSWER))
    book.give("me", "a", 0, Feedback(ANSWER, fault=Fault.WRONG_ANSWER))
    assert [one.fault for one in book.all()] == [Fault.WRONG_ANSWER]


def test_what_was_said_of_an_answer_that_was_replaced_stays(record) -> None:
    book = FeedbackBook(record)
    book.give("me", "a", 0, Feedback(ANSWER, fault=Fault.WRONG_ANSWER))
    book.give("me", "a", 0, Feedback(Answer("who is it?", "Bob")))
    assert [one.answer.question for one in book.all()] == ["who?", "who is it?"]
    assert book.of("me", "a")[0].answer.question == "who is it?"


def test_one_conversation_does_not_see_what_was_said_in_another(record) -> None:
    book = FeedbackBook(record)
    book.give("me", "a", 0, Feedback(ANSWER))
    assert book.of("you", "a") == book.of("me", "b") == {}
