from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import UnreadableSource
from rag.types import Question
from ui.web import actions


def contents(messages: list[actions.Message]) -> list[str]:
    return [message["content"] for message in messages]


def test_the_answer_grows_in_place(pullquote) -> None:
    steps = [contents(m) for m in actions.ask(pullquote, "who urged Kyiv to tone down?", actions.Talk(), ())]
    assert all(len(step) == 2 for step in steps)
    assert "Reading" in steps[0][1]
    assert "Mike Waltz" in steps[1][1]
    assert "pullquote" not in steps[1][1]
    assert "pullquote" in steps[-1][1]


def test_a_conversation_is_handed_on_with_the_next_question(pullquote) -> None:
    seen: list[Question] = []
    answer = pullquote.stream
    pullquote.stream = lambda question: (seen.append(question), answer(question))[1]
    talk = actions.Talk()
    for text in ("who urged Kyiv to tone down?", "when did he?"):
        list(actions.ask(pullquote, text, talk, ("abc",)))
    assert [turn.question for turn in seen[1].history] == ["who urged Kyiv to tone down?"]
    assert seen[1].scope.articles == ("abc",)


def test_two_conversations_do_not_mix(pullquote) -> None:
    mine, yours = actions.Talk(), actions.Talk()
    list(actions.ask(pullquote, "who urged Kyiv to tone down?", mine, ()))
    assert yours.messages == []


def test_an_overlong_question_gets_a_sentence_that_says_what_to_do(pullquote) -> None:
    talk = actions.Talk()
    last = contents(list(actions.ask(pullquote, "why " * 1000, talk, ()))[-1])
    assert "Ask in fewer" in last[1]
    assert talk.turns == []


def test_an_empty_question_asks_nothing(pullquote) -> None:
    assert list(actions.ask(pullquote, "  \n", actions.Talk(), ())) == [[]]


def test_a_fault_inside_is_told_without_its_details(pullquote, caplog: pytest.LogCaptureFixture) -> None:
    def fail(question: Question) -> None:
        raise RuntimeError("secret")

    pullquote.stream = fail
    last = contents(list(actions.ask(pullquote, "who?", actions.Talk(), ()))[-1])
    assert "Ask again" in last[1]
    assert "secret" not in last[1]
    assert "secret" in caplog.text


def test_stopping_before_the_first_words_says_so(pullquote) -> None:
    talk = actions.Talk()
    next(actions.ask(pullquote, "who urged Kyiv to tone down?", talk, ()))
    talk.stop()
    assert "Stopped" in talk.messages[-1]["content"]


def test_stopping_after_words_keeps_them(pullquote) -> None:
    talk = actions.Talk()
    steps = actions.ask(pullquote, "who urged Kyiv to tone down?", talk, ())
    next(steps), next(steps)
    steps.close()
    talk.stop()
    assert "Mike Waltz" in talk.messages[-1]["content"]


def test_adding_nothing_says_what_to_do(pullquote) -> None:
    assert "Paste the text or the web address" in next(actions.add(pullquote, " ", []))["lines"][0]


def test_adding_tells_about_each_source_in_turn(pullquote, monkeypatch, tmp_path: Path, article) -> None:
    def add(path, library, embedder):
        raise UnreadableSource(f"{path} is empty. Pick another file.")

    def add_text(text, library, embedder):
        return actions.pipeline.Added(article, "unchanged")

    monkeypatch.setattr(actions.pipeline, "add", add)
    monkeypatch.setattr(actions.pipeline, "add_text", add_text)
    states = list(actions.add(pullquote, "pasted", [str(tmp_path / "a.txt")]))
    assert [(state["done"], state["total"]) for state in states] == [(1, 2), (2, 2)]
    assert states[-1]["lines"] == ["a.txt is empty. Pick another file.", f"Already in the library: {article.title}"]
    assert states[-1]["article"] == article.id


def test_a_conversation_is_kept_as_it_happens_and_opened_again(pullquote) -> None:
    mine, talk = pullquote.library.conversations("me"), actions.Talk()
    list(actions.ask(pullquote, "who urged Kyiv to tone down?", talk, mine=mine))
    list(actions.ask(pullquote, "how many nations sponsored the resolution?", talk, mine=mine))
    again = actions.resume(pullquote, talk.id, mine)
    assert again.messages == talk.messages
    assert again.turns == talk.turns
    list(actions.ask(pullquote, "who urged Kyiv to tone down?", again, mine=mine))
    assert [saved.turns for saved in mine.all()] == [3]


def test_a_stopped_answer_is_kept_as_far_as_it_came(pullquote) -> None:
    mine = pullquote.library.conversations("me")
    talk = actions.Talk()
    steps = actions.ask(pullquote, "who urged Kyiv to tone down?", talk, mine=mine)
    next(steps), next(steps)
    steps.close()
    assert [answer.text for answer in mine.open(talk.id)] == ["Mike Waltz"]


def test_an_unknown_conversation_is_a_new_one(pullquote) -> None:
    assert actions.resume(pullquote, "nothing", pullquote.library.conversations("me")).messages == []


def test_pasted_addresses_are_fetched_each_and_a_text_with_an_address_is_a_text(
    pullquote, monkeypatch, article
) -> None:
    fetched: list[object] = []
    texts: list[str] = []
    added = actions.pipeline.Added(article, "added")
    monkeypatch.setattr(actions.pipeline, "add", lambda source, *_: (fetched.append(source), added)[1])
    monkeypatch.setattr(actions.pipeline, "add_text", lambda text, *_: (texts.append(text), added)[1])
    list(actions.add(pullquote, " https://example.com/a\n\nhttps://example.com/b\n", []))
    list(actions.add(pullquote, "https://example.com/a\nsays that it rains.", []))
    list(actions.add(pullquote, "/etc/hostname", []))
    assert fetched == ["https://example.com/a", "https://example.com/b"]
    assert texts == ["https://example.com/a\nsays that it rains.", "/etc/hostname"]
