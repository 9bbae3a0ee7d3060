"""Routes for the caller's own conversations."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from ui import schemas
from ui.api.doors import TURNED_AWAY, Reading

router = APIRouter(prefix="/conversations", responses=TURNED_AWAY, tags=["conversations"])

_Id = Annotated[str, Path(pattern=r"^[\w-]{1,64}$")]


@router.get("")
def conversations(service: Reading, q: Annotated[str, Query(max_length=200)] = "") -> schemas.Conversations:
    """List conversations, latest first; `q` must stand in their title or in a question."""
    return service.conversations(q)


@router.get("/{conversation}")
def conversation(conversation: _Id, service: Reading) -> schemas.Conversation:
    """Read a conversation; one that was never begun has no answers."""
    return service.conversation(conversation)


@router.patch("/{conversation}", status_code=204)
def rename(conversation: _Id, body: schemas.Rename, service: Reading) -> None:
    """Give a conversation another title."""
    service.rename(conversation, body.title)


@router.delete("/{conversation}", status_code=204)
def forget(conversation: _Id, service: Reading) -> None:
    """Delete a conversation."""
    service.forget(conversation)
