from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from rag import Pullquote
from rag.errors import NotInLibrary
from rag.types import Answer, Question, Scope, Span, Turn
from ui.client import Client
from ui.measured import open_at
from ui.schemas import AskRequest


def told(answer: Answer) -> Answer:
    """An answer as far as it is the same over HTTP."""
    said = [replace(s, citations=tuple(replace(c, found="") for c in s.citations)) for s in answer.statements]
    refusal = answer.refusal and replace(
        answer.refusal, closest=answer.refusal.closest and replace(answer.refusal.closest, found="")
    )
    confidence = round(answer.confidence, 4)
    return replace(
        answer, statements=tuple(said), refusal=refusal, confidence=confidence, timings={}, scope=Scope(),
    )  # fmt: skip


@pytest.mark.parametrize("question", ["who urged Kyiv to tone down?", "why did Waltz resign?", "thanks!"])
def test_a_server_answers_as_the_library_does(api_client: Client, sample_pullquote: Pullquote, question: str) -> None:
    asked = Question(question)
    assert told(open_at(api_client).system.ask(asked)) == told(sample_pullquote.ask(asked))


def test_the_texts_are_those_of_the_server(api_client: Client, sample_pullquote: Pullquote, sample_id: str) -> None:
    opened = open_at(api_client)
    assert opened.library.articles() == sample_pullquote.library.articles()
    assert opened.articles[sample_id].id == sample_id
    span = Span(sample_id, 1, 10, 40)
    assert opened.library.words(span) == sample_pullquote.library.words(span)
    with pytest.raises(NotInLibrary):
        opened.library.words(Span(sample_id, 2, 0, 1))


def test_a_question_is_written_down_whole() -> None:
    day = dt.date(2025, 2, 20)
    question = Question("who?", (Turn("what?", "that"),), Scope(("a",), ("The Post",), day, day))
    assert AskRequest.of(question).to_question() == question
