"""A follow-up question that the rules leave as it is, made to stand alone by the language model.

Rewriting from the conversation, as for CANARD (Elgohary et al. 2019). A model that adds what nobody said would change
what is asked: its rewrite is taken only when each of its words comes from the conversation.
"""

from __future__ import annotations

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from rag.followup.pronouns import PRONOUN
from rag.followup.understand import LONGEST, WINDOW, Kind, Understood
from rag.types import Question, Turn
from rag.words import content_stems
from rag.writer.prompt import one_line
from rag.writer.words import written

_RULES = """You rewrite the last question of a conversation so that it can be understood without the conversation.
Put the names and words of the conversation in place of he, she, it, they, there, then and of what is left out.
Keep all other words. Add nothing that nobody said. Do not answer the question.
Write only the rewritten question."""
_SHORT = 4
"""Words up to which a question leaves something out that only the conversation has."""


def hangs(question: Question, understood: Understood) -> bool:
    """Whether a question hangs on the conversation before it in a way that the rules could not resolve.

    What they resolved stays: on the fixed dialog turns they are right more often than a model of 1.5 B parameters.
    """
    resolved = understood.changed or understood.kind is Kind.SMALL_TALK
    if resolved or not question.history or len(question.text) > LONGEST:
        return False
    return bool(PRONOUN.search(question.text)) or len(question.text.split()) <= _SHORT


def messages(question: Question) -> list[BaseMessage]:
    """The messages that ask a model to rewrite a question."""
    turns = "\n".join(
        f"Question: {one_line(turn.question[:LONGEST])}\nAnswer: {one_line(turn.answer[:LONGEST])}"
        for turn in question.history[-WINDOW:]
    )
    return [
        SystemMessage(_RULES),
        HumanMessage(f"Conversation:\n{turns}\n\nLast question: {one_line(question.text)}\nRewritten question:"),
    ]


def taken(wrote: str, question: Question) -> str | None:
    """The rewrite where it can be trusted: one question that stands alone, in words that were said before.

    Args:
        wrote: what the model wrote.
        question: as typed, with its conversation.
    """
    sentences = written(wrote)
    text = sentences[0].text.strip("\"'“”‘’ ").removeprefix("Rewritten question: ") if sentences else ""
    stems, asked = content_stems(text), content_stems(question.text)
    known = set(content_stems(" ".join([question.text, *map(_words, question.history[-WINDOW:])])))
    alone = stems != asked and not PRONOUN.search(text)
    return text if stems and alone and len(text) <= LONGEST and set(stems) <= known else None


def _words(turn: Turn) -> str:
    return f"{turn.question[:LONGEST]} {turn.answer[:LONGEST]}"
