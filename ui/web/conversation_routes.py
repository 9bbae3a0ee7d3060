"""Where the page lists, renames and deletes a person's own conversations, and tells what they say of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from rag.conversations import Conversations
from rag.feedback import Fault, Feedback
from rag.types import Turn
from ui.web import shelf
from ui.web.person import caller_of
from ui.web.suggest import follow_ups

if TYPE_CHECKING:
    from rag import Pullquote
    from rag.library import Library


class Opinion(BaseModel):
    """What a person says of an answer.

    Attributes:
        fault: what is wrong; None when the answer is right.
        said: what would have been right.
    """

    fault: Fault | None = None
    said: Annotated[str, Field(max_length=2_000)] = ""


def of_person(request: Request, library: Library) -> Conversations:
    """The conversations of whoever sent a request."""
    return library.conversations(caller_of(request).owner)


def add_conversations(app: FastAPI, pullquote: Pullquote) -> None:
    """Add the routes of people's conversations to an app."""
    library = pullquote.library

    def mine(request: Request) -> Conversations:
        return of_person(request, library)

    @app.get("/conversations")
    def conversations(request: Request, q: str = "") -> HTMLResponse:
        found = mine(request).all(q)
        return HTMLResponse(shelf.conversations_html(found, q), headers={"X-Found": str(len(found))})

    @app.patch("/conversation/{conversation}", status_code=204)
    def rename(request: Request, conversation: str, title: str) -> None:
        mine(request).rename(conversation, title)

    @app.post("/conversation/{conversation}/{number}/feedback", status_code=204)
    def say(request: Request, conversation: str, number: int, body: Opinion) -> None:
        answers = mine(request).open(conversation)
        if not 0 <= number < len(answers):
            raise HTTPException(404, "There is no such answer.")
        history = tuple(map(Turn.of, answers[:number]))
        feedback = Feedback(answers[number], history, body.fault, body.said.strip())
        library.feedback.give(mine(request).owner, conversation, number, feedback)

    @app.get("/conversation/{conversation}/{number}/next")
    def follow_up(request: Request, conversation: str, number: int) -> list[str]:
        return follow_ups(pullquote, mine(request).open(conversation)[: max(number, 0) + 1])

    @app.delete("/conversation/{conversation}", status_code=204)
    def forget(request: Request, conversation: str) -> None:
        mine(request).delete(conversation)
