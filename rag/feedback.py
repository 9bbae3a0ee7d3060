"""Feedback: what people said of answers, kept in the record with what it takes to ask again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.metadata import version
from typing import TYPE_CHECKING

from rag.conversations import from_json, to_json
from rag.types import Answer, Turn

if TYPE_CHECKING:
    from rag.record import Record
    from rag.rows import Row

_TABLE = """
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    conversation TEXT NOT NULL,
    number INTEGER NOT NULL,           -- of the turn
    answer TEXT NOT NULL,              -- JSON
    history TEXT NOT NULL,             -- JSON list of the turns before it
    fault TEXT,                        -- NULL when the answer is right
    said TEXT NOT NULL,                -- what would have been right
    program TEXT NOT NULL,             -- version that answered
    given TEXT NOT NULL,               -- ISO 8601 with time zone
    UNIQUE (owner, conversation, number, answer)
)
"""


class Fault(StrEnum):
    """What is wrong with an answer."""

    WRONG_ANSWER = "wrong answer"
    WRONG_CITATION = "wrong citation"
    SHOULD_REFUSE = "should have refused"
    MISSING = "missing"
    """The articles say it, or more of it."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person said of one answer.

    Attributes:
        answer: as it was given; it names the question, the scope, who answered, and the versions that it cites.
        history: the conversation before it.
        fault: what is wrong; None when the answer is right.
        said: what would have been right, in the person's words; may be empty.
        id: a number that no other feedback has; 0 before it is kept.
        program: version of the program that took it.
        given: when, with time zone; None before it is kept.
    """

    answer: Answer
    history: tuple[Turn, ...] = ()
    fault: Fault | None = None
    said: str = ""
    id: int = 0
    program: str = ""
    given: dt.datetime | None = None


class FeedbackBook:
    """Everyone's feedback.

    Args:
        record: what keeps it; :attr:`rag.library.Library.feedback` gives it.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        record.make(_TABLE)

    def give(self, owner: str, conversation: str, number: int, feedback: Feedback) -> None:
        """Keep what was said of the answer to question ``number``; saying something else of it replaces that."""
        values = (
            owner,
            conversation,
            number,
            to_json(feedback.answer),
            json.dumps([asdict(turn) for turn in feedback.history]),
            feedback.fault,
            feedback.said,
            version("pullquote"),
            dt.datetime.now(dt.UTC).isoformat(),
        )
        with self._record.transaction() as db:
            db.execute(
                "DELETE FROM feedback WHERE owner = ? AND conversation = ? AND number = ? AND answer = ?", values[:4]
            )
            db.execute(
                "INSERT INTO feedback (owner, conversation, number, answer, history, fault, said, program, given) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )

    def of(self, owner: str, conversation: str) -> dict[int, Feedback]:
        """What was said of the answers of a conversation, the latest by the number of the question."""
        rows = self._record.rows(
            "SELECT * FROM feedback WHERE owner = ? AND conversation = ? ORDER BY id", (owner, conversation)
        )
        return {row["number"]: _feedback(row) for row in rows}

    def all(self) -> list[Feedback]:
        """All feedback, oldest first."""
        return [_feedback(row) for row in self._record.rows("SELECT * FROM feedback ORDER BY id")]


def _feedback(row: Row) -> Feedback:
    return Feedback(
        answer=from_json(row["answer"]),
        history=tuple(_turn(**turn) for turn in json.loads(row["history"])),
        fault=Fault(row["fault"]) if row["fault"] else None,
        said=row["said"],
        id=row["id"],
        program=row["program"],
        given=dt.datetime.fromisoformat(row["given"]),
    )


def _turn(question: str, answer: str, articles: Sequence[str] = ()) -> Turn:
    return Turn(question, answer, tuple(articles))
