from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag.types import Answer, Question, Scope
from ui.web.asking import answer, check, resume
from ui.web.talk import Message, Tab, Talk

WHO, HOW_MANY = "who urged Kyiv to tone down?", "how many nations sponsored the resolution?"


@pytest.fixture
def tab() -> Tab:
    return Tab()


@pytest.fixture
def mine(pullquote):
    return pullquote.library.conversations("me")


def contents(messages: list[Message]) -> list[str]:
    return [message["content"] for message in messages]


def ask(pullquote, tab: Tab, text: str, mine=None) -> list[list[str]]:
    """What the page shows, step by step."""
    tab.talk.say(text)
    return [contents(messages) for messages in answer(pullquote, tab, mine)]


def begin(pullquote, tab: Tab, text: str, mine=None) -> Iterator[list[Message]]:
    """Ask, and go on until the first words are shown."""
    tab.talk.say(text)
    steps = answer(pullquote, tab, mine)
    next(steps), next(steps)
    return steps


def test_the_answer_grows_in_place(pullquote, tab: Tab) -> None:
    steps = ask(pullquote, tab, WHO)
    assert all(len(step) == 2 for step in steps)
    assert "Reading" in steps[0][1]
    assert "Mike Waltz" in steps[1][1]
    assert "pullquote" not in steps[1][1]
    assert "pullquote" in steps[-1][1]


def test_a_conversation_is_handed_on_with_the_next_question(pullquote, tab: Tab) -> None:
    seen: list[Question] = []
    stream = pullquote.stream
    pullquote.stream = lambda question, answerer: (seen.append(question), stream(question))[1]
    for text in (WHO, "when did he?"):
        tab.talk.say(text, Scope(("abc",)))
        list(answer(pullquote, tab))
    assert [turn.question for turn in seen[1].history] == [WHO]
    assert seen[1].scope.articles == ("abc",)


def test_a_question_asked_meanwhile_is_answered_next_and_knows_the_answer_before(pullquote, tab: Tab) -> None:
    seen: list[Question] = []
    stream = pullquote.stream
    pullquote.stream = lambda question, answerer: (seen.append(question), stream(question))[1]
    first = begin(pullquote, tab, WHO)
    assert "Reading" in ask(pullquote, tab, HOW_MANY)[-1][3]
    assert tab.talk.busy
    last = contents(list(first)[-1])
    assert "Mike Waltz" in last[1]
    assert "50 nations" in last[3]
    assert [turn.question for turn in seen[1].history] == [WHO]
    assert not tab.talk.busy


def test_two_conversations_do_not_mix(pullquote, tab: Tab) -> None:
    ask(pullquote, tab, WHO)
    assert Tab().talk.messages == []


def test_an_overlong_question_gets_a_sentence_that_says_what_to_do(pullquote, tab: Tab) -> None:
    assert "Ask in fewer" in ask(pullquote, tab, "why " * 1000)[-1][1]
    assert tab.talk.turns == []


def test_a_fault_inside_is_told_without_its_details(pullquote, tab: Tab, caplog: pytest.LogCaptureFixture) -> None:
    def fail(question: Question, answerer: str | None) -> Iterator[Answer]:
        raise RuntimeError("secret")

    pullquote.stream = fail
    last = ask(pullquote, tab, "who?")[-1]
    assert "Ask again" in last[1]
    assert "secret" not in last[1]
    assert "secret" not in caplog.text
    assert "RuntimeError" in caplog.text


def test_a_stopped_answer_is_kept_as_far_as_it_came(pullquote, tab: Tab, mine) -> None:
    steps = begin(pullquote, tab, WHO, mine)
    tab.talk.stop()
    last = contents(list(steps)[-1])
    assert "Mike Waltz" in last[1]
    assert [kept.text for kept in mine.open(tab.talk.id)] == ["Mike Waltz"]


def test_an_answer_whose_page_was_closed_is_kept_as_far_as_it_came(pullquote, tab: Tab, mine) -> None:
    begin(pullquote, tab, WHO, mine).close()
    assert [kept.text for kept in mine.open(tab.talk.id)] == ["Mike Waltz"]


def test_an_answer_that_was_left_for_another_conversation_shows_nothing_more_and_is_kept(
    pullquote, tab: Tab, mine
) -> None:
    steps = begin(pullquote, tab, WHO, mine)
    left = tab.talk.id
    tab.turn_to(Talk())
    assert list(steps) == [[]]
    assert [kept.text for kept in mine.open(left)] == ["Mike Waltz"]


def test_a_question_that_is_asked_again_ends_the_answer_that_is_being_made(pullquote, tab: Tab, mine) -> None:
    steps = begin(pullquote, tab, WHO, mine)
    tab.talk.cut(0, mine)
    again = ask(pullquote, tab, HOW_MANY, mine)
    assert "50 nations" in again[-1][1]
    assert contents(list(steps)[-1]) == again[-1]
    assert [kept.question for kept in mine.open(tab.talk.id)] == [HOW_MANY]


def test_a_conversation_is_kept_as_it_happens_and_opened_again(pullquote, tab: Tab, mine) -> None:
    ask(pullquote, tab, WHO, mine)
    ask(pullquote, tab, HOW_MANY, mine)
    again = resume(pullquote, tab.talk.id, mine)
    assert again.messages == tab.talk.messages
    assert again.turns == tab.talk.turns
    tab.turn_to(again)
    ask(pullquote, tab, WHO, mine)
    assert [saved.turns for saved in mine.all()] == [3]
    again.cut(1, mine)
    assert [kept.question for kept in mine.open(again.id)] == [WHO]


def test_an_unknown_conversation_is_a_new_one(pullquote, mine) -> None:
    assert resume(pullquote, "nothing", mine).messages == []


def test_a_checked_quote_is_shown_and_no_turn_of_the_conversation(pullquote, tab: Tab, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    assert check(pullquote, "  ", "", tab.talk) == []
    monkeypatch.setattr("rag.quote_check.check", fail)
    shown = contents(check(pullquote, "tone it <b>", "", tab.talk))
    assert "tone it &lt;b&gt;" in shown[0]
    assert "Ask again" in shown[1]
    assert tab.talk.turns == []
