"""Routes that ask: answers, passages, quotes, evaluations."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response, StreamingResponse

from ui import schemas
from ui.api.answers import events
from ui.api.doors import NOT_FOUND, TURNED_AWAY, Reading

LONGEST_ANSWER = 120.0
"""Seconds until a request that waits for the whole answer is given up."""
_EVENTS = "text/event-stream"

router = APIRouter(responses=TURNED_AWAY, tags=["ask"])
_Result = TypeVar("_Result")


@router.post(
    "/ask",
    response_model=schemas.Answer,
    responses={
        200: {"content": {_EVENTS: {"schema": {"type": "string"}}}, "description": "An answer, or a refusal."},
    },
)
async def ask(request: Request, body: schemas.AskRequest, service: Reading) -> Response:
    """Ask the library a question.

    With `Accept: text/event-stream` the answer comes as it grows: events `partial`, and at the end `answer`, each with
    the whole answer so far; or `problem`.
    """
    if _EVENTS in request.headers.get("Accept", ""):
        answers = service.stream(body)
        first = await asyncio.to_thread(next, answers)  # what is wrong with the question shows in the status
        return StreamingResponse(events(first, answers), media_type=_EVENTS, headers={"Cache-Control": "no-cache"})
    answer = await in_time(lambda: service.ask(body))
    return Response(answer.model_dump_json(), media_type="application/json")


@router.post("/search")
def search(request: schemas.SearchRequest, service: Reading) -> schemas.Passages:
    """Find the passages that fit a question best."""
    return service.search(request)


@router.post("/check-quote")
def check_quote(request: schemas.QuoteRequest, service: Reading) -> schemas.QuoteCheck:
    """Ask whether a quote, and the speaker it is given to, are right."""
    return service.check_quote(request)


@router.post("/check-draft", responses=NOT_FOUND)
def check_draft(request: schemas.DraftRequest, service: Reading) -> schemas.CheckedDraft:
    """Hold a draft against the library, sentence by sentence."""
    return schemas.CheckedDraft(sentences=list(service.check_draft(request)))


@router.post("/eval")
def evaluate(request: schemas.EvalRequest, service: Reading) -> schemas.Evaluation:
    """Ask questions with known answers and score what comes back."""
    return service.evaluate(request)


async def in_time(work: Callable[[], _Result], seconds: float = LONGEST_ANSWER) -> _Result:
    """Do work in a thread; raises HTTPException (504) when it takes too long."""
    try:
        return await asyncio.wait_for(asyncio.to_thread(work), seconds)
    except TimeoutError:
        raise HTTPException(504, f"No answer within {seconds:g} s. Ask fewer articles, or stream the answer.") from None
