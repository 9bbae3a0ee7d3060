from __future__ import annotations

import pytest

from rag.reader.answer_type import AnswerType, asked_type, misfits


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("how old was he when he fell?", AnswerType.AGE),
        ("At what age did she retire?", AnswerType.AGE),
        ("how fast can the ferry go, in knots", AnswerType.SPEED),
        ("How far is it to the coast?", AnswerType.LENGTH),
        ("what percentage voted?", AnswerType.SHARE),
        ("what does raising the dam cost?", AnswerType.MONEY),
        ("How much will they pay for it", AnswerType.MONEY),
        ("how long has the strike lasted", AnswerType.DURATION),
        ("how many people died?", AnswerType.COUNT),
        ("since when is it closed", AnswerType.TIME),
        ("which year did it open?", AnswerType.TIME),
        ("where did they meet", AnswerType.PLACE),
        ("who's the mayor?", AnswerType.PERSON),
        ("why did he leave?", None),
        ("what happened?", None),
        ("how much rain fell?", None),
    ],
)
def test_the_type_that_a_question_asks_for(question: str, kind: AnswerType | None) -> None:
    assert asked_type(question) is kind


@pytest.mark.parametrize(
    ("question", "answer", "after"),
    [
        ("how old was he when he fell?", "nine meters", ""),
        ("how old was he when he fell?", "nine", " meters below"),
        ("what does raising the dam cost?", "four meters", ""),
        ("what does raising the dam cost?", "the water board", ""),
        ("how fast can the ferry go, in knots", "11 minutes", ""),
        ("how many people died?", "on the quay", ""),
        ("who owns it?", "12 million pounds", ""),
        ("when does it open?", "61 percent", " of voters"),
        ("how far is it?", "$20", ""),
    ],
)
def test_answers_that_cannot_be_right(question: str, answer: str, after: str) -> None:
    assert misfits(question, answer, after)


@pytest.mark.parametrize(
    ("question", "answer", "after"),
    [
        ("how old is she?", "in her seventies", ""),
        ("how old is she?", "58", ", a dealer in coins"),
        ("what does raising the dam cost?", "230 million shields", ""),
        ("how much will they pay for it", "nothing", ""),
        ("how much did they pay", "20", " percent more"),
        ("how many people died?", "Two", " people"),
        ("how many of them voted?", "more than half", ""),
        ("who owns it?", "Philippa Salter", ", 45"),
        ("who was moved?", "140 people", ""),
        ("where is it?", "nine meters below the quay", ""),
        ("when does it open?", "in two weeks", ""),
        ("how long did it last?", "until Friday", ""),
        ("how far is it?", "an hour", " by train"),
        ("why did he leave?", "nine meters", ""),
    ],
)
def test_answers_that_can_be_right(question: str, answer: str, after: str) -> None:
    assert not misfits(question, answer, after)
