"""Conversations: what a person asked and what came back, kept in the record."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rag.types import Answer, Citation, Refusal, RefusalReason, Scope, Span, Statement, Verdict

if TYPE_CHECKING:
    from rag.record import Record

_TABLES = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT NOT NULL,
    owner TEXT NOT NULL,
    title TEXT NOT NULL,
    changed TEXT NOT NULL,             -- ISO 8601 with time zone
    PRIMARY KEY (owner, id)
);
CREATE TABLE IF NOT EXISTS turns (
    owner TEXT NOT NULL,
    conversation TEXT NOT NULL,
    number INTEGER NOT NULL,           -- 0, 1, ... in the order asked
    question TEXT NOT NULL,
    answer TEXT NOT NULL,              -- JSON
    PRIMARY KEY (owner, conversation, number)
);
CREATE TABLE IF NOT EXISTS shares (
    token TEXT PRIMARY KEY,            -- a name that cannot be guessed
    owner TEXT NOT NULL,
    conversation TEXT NOT NULL,
    UNIQUE (owner, conversation)
);
"""
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Saved:
    """A conversation in a list.

    Attributes:
        id: chosen by whoever began it.
        title: its first question, until it is renamed.
        changed: when it was last added to, with time zone.
        turns: how many questions were answered.
    """

    id: str
    title: str
    changed: dt.datetime
    turns: int


class Conversations:
    """The conversations of one person; another person's are not seen.

    Citations are kept as spans, so their words are looked up anew when a conversation is opened again.

    Args:
        record: what keeps them; :meth:`rag.library.Library.conversations` gives it.
        owner: a name that only this person has, such as a random one kept by their browser.
    """

    def __init__(self, record: Record, owner: str) -> None:
        self._record = record
        self.owner = owner
        record.make(_TABLES)

    def save(self, conversation: str, number: int, answer: Answer) -> None:
        """Keep the answer to question ``number``; the first one begins the conversation and names it."""
        now = dt.datetime.now(dt.UTC).isoformat()
        title = " ".join(answer.question.split())[:_LONGEST_TITLE]
        with self._record.transaction() as db:
            db.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?) "
                "ON CONFLICT (owner, id) DO UPDATE SET changed = excluded.changed",
                (conversation, self.owner, title, now),
            )
            db.execute(
                "INSERT INTO turns VALUES (?, ?, ?, ?, ?) ON CONFLICT (owner, conversation, number) "
                "DO UPDATE SET question = excluded.question, answer = excluded.answer",
                (self.owner, conversation, number, answer.question, to_json(answer)),
            )

    def all(self, query: str = "") -> list[Saved]:
        """The conversations that have ``query`` in their title or in a question, latest first."""
        rows = self._record.rows(
            "SELECT c.id, c.title, c.changed, count(t.number) AS turns FROM conversations c "
            "JOIN turns t ON t.owner = c.owner AND t.conversation = c.id WHERE c.owner = ? "
            "GROUP BY c.owner, c.id HAVING instr(lower(c.title || ' ' || group_concat(t.question, ' ')), lower(?)) > 0 "
            "ORDER BY c.changed DESC",
            (self.owner, query),
        )
        return [Saved(r["id"], r["title"], dt.datetime.fromisoformat(r["changed"]), r["turns"]) for r in rows]

    def open(self, conversation: str) -> list[Answer]:
        """The answers of a conversation in the order asked; none when there is no such conversation."""
        rows = self._record.rows(
            "SELECT answer FROM turns WHERE owner = ? AND conversation = ? ORDER BY number",
            (self.owner, conversation),
        )
        return [from_json(row["answer"]) for row in rows]

    def cut(self, conversation: str, number: int) -> None:
        """Forget question ``number`` and all after it."""
        with self._record.transaction() as db:
            db.execute(
                "DELETE FROM turns WHERE owner = ? AND conversation = ? AND number >= ?",
                (self.owner, conversation, number),
            )

    def rename(self, conversation: str, title: str) -> None:
        """Give a conversation another title; an empty one changes nothing."""
        words = " ".join(title.split())[:_LONGEST_TITLE]
        if words:
            with self._record.transaction() as db:
                db.execute(
                    "UPDATE conversations SET title = ? WHERE owner = ? AND id = ?", (words, self.owner, conversation)
                )

    def share(self, conversation: str) -> str:
        """Let whoever has the token that this returns read a conversation; the same one each time."""
        with self._record.transaction() as db:
            new = (secrets.token_urlsafe(16), self.owner, conversation)
            db.execute("INSERT INTO shares VALUES (?, ?, ?) ON CONFLICT DO NOTHING", new)
            row = db.execute(
                "SELECT token FROM shares WHERE owner = ? AND conversation = ?", (self.owner, conversation)
            ).fetchone()
        return str(row["token"])

    def unshare(self, conversation: str) -> None:
        """Let nobody else read a conversation any more."""
        with self._record.transaction() as db:
            db.execute("DELETE FROM shares WHERE owner = ? AND conversation = ?", (self.owner, conversation))

    def shared(self, token: str) -> list[Answer]:
        """The answers of a conversation that anyone has shared; none for an unknown token."""
        rows = self._record.rows(
            "SELECT t.answer FROM shares s JOIN turns t ON t.owner = s.owner AND t.conversation = s.conversation "
            "WHERE s.token = ? ORDER BY t.number",
            (token,),
        )
        return [from_json(row["answer"]) for row in rows]

    def delete(self, conversation: str) -> None:
        """Forget a conversation, and whom it was shared with."""
        with self._record.transaction() as db:
            db.execute("DELETE FROM shares WHERE owner = ? AND conversation = ?", (self.owner, conversation))
            db.execute("DELETE FROM turns WHERE owner = ? AND conversation = ?", (self.owner, conversation))
            db.execute("DELETE FROM conversations WHERE owner = ? AND id = ?", (self.owner, conversation))


def to_json(answer: Answer) -> str:
    """Write an answer as JSON that :func:`from_json` reads back as an equal answer."""
    return json.dumps({**asdict(answer), "timings": dict(answer.timings)}, default=dt.date.isoformat)


def from_json(text: str) -> Answer:
    """Read what :func:`to_json` wrote."""
    data = json.loads(text)
    refusal = data.pop("refusal")
    statements = tuple(
        Statement(s["text"], tuple(map(_citation, s["citations"])), Verdict(s["verdict"]), s.get("reason", ""))
        for s in data.pop("statements")
    )
    if refusal:
        closest = _citation(refusal["closest"]) if refusal["closest"] else None
        refusal = Refusal(RefusalReason(refusal["reason"]), refusal["text"], closest)
    scope = _scope(data.pop("scope", {}))
    return Answer(**data, statements=statements, refusal=refusal, scope=scope)


def _scope(data: dict[str, Any]) -> Scope:
    since, until = (dt.date.fromisoformat(day) if (day := data.get(end)) else None for end in ("since", "until"))
    return Scope(tuple(data.get("articles", ())), tuple(data.get("publishers", ())), since, until)


def _citation(data: dict[str, Any]) -> Citation:
    return Citation(data["number"], Span(**data["span"]), data["found"])
