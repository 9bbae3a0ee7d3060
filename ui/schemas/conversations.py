"""Conversations."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, Field

from ui.schemas.asking import Answer
from ui.schemas.base import FORMAT, Strict

if TYPE_CHECKING:
    from rag.conversations import Saved


class ConversationFacts(BaseModel):
    """A conversation in a list."""

    id: str
    title: str
    changed: dt.datetime
    turns: int

    @classmethod
    def of(cls, saved: Saved) -> ConversationFacts:
        """The facts of a conversation."""
        return cls(id=saved.id, title=saved.title, changed=saved.changed, turns=saved.turns)


class Conversations(BaseModel):
    """The caller's conversations, latest first."""

    format: int = FORMAT
    conversations: list[ConversationFacts]


class Conversation(BaseModel):
    """The answers of a conversation, in the order asked."""

    format: int = FORMAT
    id: str
    answers: list[Answer]


class Rename(Strict):
    """Another title."""

    title: Annotated[str, Field(min_length=1, max_length=120)] = Field(examples=["Kyiv and the deal"])
