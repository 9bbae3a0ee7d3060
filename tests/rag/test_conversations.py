from __future__ import annotations

import datetime as dt

import pytest

from rag.conversations import Conversations, from_json, to_json
from rag.types import Answer, Citation, Refusal, RefusalReason, Scope, Span, Statement, Verdict

CITED = Citation(1, Span("abc", 2, 3, 9), "reader")
ANSWER = Answer(
    "who?", "Ann", (Statement("Ann", (CITED,), Verdict.PARTLY),), None, 0.5, "reader", "who is it?", {"read": 0.25}
)
SCOPED = Answer("who?", "Ann", scope=Scope(("abc",), ("Reuters",), dt.date(2025, 2, 1), dt.date(2025, 2, 28)))
REFUSED = Answer("why?", "No.", refusal=Refusal(RefusalReason.NOT_SAID, "No.", CITED))
EMPTY = Answer("why?", "No.", refusal=Refusal(RefusalReason.EMPTY_LIBRARY, "No."))


@pytest.mark.parametrize("answer", [ANSWER, SCOPED, REFUSED, EMPTY])
def test_an_answer_is_read_back_as_it_was(answer: Answer) -> None:
    assert from_json(to_json(answer)) == answer


def test_a_conversation_opens_in_the_order_asked_and_is_named_after_its_first_question(record) -> None:
    mine = Conversations(record, "me")
    mine.save("a", 0, ANSWER)
    mine.save("a", 1, REFUSED)
    assert mine.open("a") == [ANSWER, REFUSED]
    assert [(saved.id, saved.title, saved.turns) for saved in mine.all()] == [("a", "who?", 2)]


def test_an_answer_that_is_asked_again_replaces_the_first(record) -> None:
    mine = Conversations(record, "me")
    mine.save("a", 0, ANSWER)
    mine.save("a", 0, REFUSED)
    assert mine.open("a") == [REFUSED]


def test_conversations_outlive_the_process(open_library) -> None:
    with open_library() as library:
        library.conversations("me").save("a", 0, ANSWER)
    with open_library() as library:
        assert library.conversations("me").open("a") == [ANSWER]


def test_one_person_does_not_see_change_or_delete_those_of_another(record) -> None:
    mine, yours = Conversations(record, "me"), Conversations(record, "you")
    mine.save("a", 0, ANSWER)
    yours.save("a", 0, REFUSED)
    yours.rename("a", "yours")
    assert [saved.title for saved in mine.all()] == ["who?"]
    yours.delete("a")
    assert mine.open("a") == [ANSWER]
    assert yours.all() == []


def test_the_latest_comes_first(record) -> None:
    mine = Conversations(record, "me")
    for name in "abc":
        mine.save(name, 0, ANSWER)
    mine.save("a", 1, REFUSED)
    assert [saved.id for saved in mine.all()] == ["a", "c", "b"]


def test_search_looks_at_titles_and_questions(record) -> None:
    mine = Conversations(record, "me")
    mine.save("a", 0, ANSWER)
    mine.save("a", 1, REFUSED)
    mine.save("b", 0, ANSWER)
    mine.rename("b", "Ferry  in Procida")
    assert [saved.id for saved in mine.all("WHY")] == ["a"]
    assert [saved.id for saved in mine.all("procida")] == ["b"]
    assert mine.all("100%") == []


def test_a_title_cannot_be_emptied(record) -> None:
    mine = Conversations(record, "me")
    mine.save("a", 0, ANSWER)
    mine.rename("a", "  ")
    assert mine.all()[0].title == "who?"


def test_a_deleted_conversation_is_gone(record) -> None:
    mine = Conversations(record, "me")
    mine.save("a", 0, ANSWER)
    mine.delete("a")
    assert mine.all() == []
    assert mine.open("a") == []
