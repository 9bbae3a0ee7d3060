"""Where a conversation is saved as a file, and shared as a page that others can only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from rag.conversations import Conversations
from rag.types import Answer
from ui import schemas
from ui.web import export, shelf
from ui.web.conversation_routes import of_person

if TYPE_CHECKING:
    from rag.library import Library


def add_exports(app: FastAPI, library: Library) -> None:
    """Add the routes for saving and sharing to an app."""

    def mine(request: Request) -> Conversations:
        return of_person(request, library)

    @app.get("/conversation/{conversation}.{kind}")
    def save(request: Request, conversation: str, kind: Literal["md", "html", "json"]) -> Response:
        answers = mine(request).open(conversation)
        if not answers:
            raise HTTPException(404, "There is no such conversation.")
        text, media = _written(answers, conversation, kind, library)
        name = {"Content-Disposition": f'attachment; filename="conversation.{kind}"'}
        return Response(text, media_type=media, headers=name)

    @app.post("/conversation/{conversation}/share")
    def share(request: Request, conversation: str) -> dict[str, str]:
        if not mine(request).open(conversation):
            raise HTTPException(404, "There is no such conversation.")
        return {"path": f"/shared/{mine(request).share(conversation)}"}

    @app.delete("/conversation/{conversation}/share", status_code=204)
    def unshare(request: Request, conversation: str) -> None:
        mine(request).unshare(conversation)

    @app.get("/shared/{token}")
    def shared(request: Request, token: str) -> HTMLResponse:
        answers = mine(request).shared(token)
        if not answers:
            raise HTTPException(404, "This conversation is not shared, or not any more.")
        return HTMLResponse(export.page(answers, library), headers={"X-Robots-Tag": "noindex"})


def _written(answers: list[Answer], conversation: str, kind: str, library: Library) -> tuple[str, str]:
    """A conversation as a file, and its media type."""
    if kind == "md":
        return shelf.markdown(answers, library), "text/markdown; charset=utf-8"
    if kind == "html":
        return export.page(answers, library), "text/html; charset=utf-8"
    told = [schemas.Answer.of(answer, library) for answer in answers]
    return schemas.Conversation(id=conversation, answers=told).model_dump_json(indent=2), "application/json"
