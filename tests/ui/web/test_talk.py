from __future__ import annotations

from copy import deepcopy

from rag.types import Answer
from ui.web.talk import Stage, Tab, Talk


def answered(*questions: str) -> Talk:
    talk = Talk()
    for question in questions:
        talk.say(question)
        exchange = talk.take()
        talk.keep(exchange, Answer(question, "so"), None)
        exchange.stage = Stage.OVER
    return talk


def test_one_question_is_answered_at_a_time_in_the_order_asked() -> None:
    talk = Talk()
    for text in ("one?", "two?"):
        talk.say(text)
    first = talk.take()
    assert first.text == "one?"
    assert talk.take() is None
    first.stage = Stage.OVER
    assert talk.take().text == "two?"


def test_stopping_ends_what_is_made_and_what_waits_and_says_so() -> None:
    talk = Talk()
    for text in ("one?", "two?"):
        talk.say(text)
    talk.take()
    talk.stop()
    assert not talk.busy
    assert talk.take() is None
    assert all("Stopped" in message["content"] for message in talk.messages[1::2])


def test_words_that_came_before_a_stop_stay() -> None:
    talk = Talk()
    talk.say("one?")
    exchange = talk.take()
    exchange.reply, exchange.begun = "words", True
    talk.stop()
    assert talk.messages[-1]["content"] == "words"


def test_a_question_that_is_cut_takes_all_after_it_along() -> None:
    talk = answered("one?", "two?")
    talk.tell("Is this quoted right?", "Yes.")
    talk.say("three?")
    cut = talk.take()
    talk.cut(1)
    assert cut.stage is Stage.OVER
    assert (len(talk.messages), len(talk.turns)) == (2, 1)
    talk.keep(cut, Answer("three?", "so"), None)
    assert len(talk.turns) == 1
    talk.cut(-1)
    assert (talk.messages, talk.turns) == ([], [])


def test_every_visitor_gets_a_conversation_of_their_own() -> None:
    page = Tab()
    page.talk.say("one?")
    assert deepcopy(page).talk.messages == []
