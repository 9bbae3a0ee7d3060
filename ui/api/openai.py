"""``/v1``: enough of OpenAI's chat protocol for existing chat programs to ask the library."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from rag.errors import PullquoteError, QuestionError
from ui import schemas
from ui.access import Access
from ui.api.asking import in_time
from ui.api.doors import Reading
from ui.api.limits import Limits
from ui.problems import describe
from ui.wording import quoted, source

if TYPE_CHECKING:
    from rag import Pullquote

MODEL = "pullquote"


class Part(BaseModel):
    """A piece of a message; only text is read."""

    type: str
    text: str = ""


class Message(BaseModel):
    """A message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """The words of the message."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type in ("text", "input_text", "output_text"))
        return self.content or ""


class ChatRequest(BaseModel):
    """What a chat program sends; settings of language models do not apply and are passed over."""

    model: str = MODEL
    messages: list[Message] = Field(min_length=1, max_length=200)
    stream: bool = False

    def to_ask(self) -> schemas.AskRequest:
        """The last message of the user as a question, with the turns before it; raises QuestionError."""
        turns: list[schemas.Turn] = []
        question = ""
        for message in self.messages:
            if message.role == "user":
                question = message.text
            elif message.role == "assistant" and question:
                # Of what was shown, the first paragraph is the answer; its quotes follow.
                turns.append(schemas.Turn(question=question, answer=message.text.split("\n\n")[0]))
                question = ""
        if not question:
            raise QuestionError("The last message must be the user's question.")
        return schemas.AskRequest(question=question, history=turns[-50:])


def create_openai(pullquote: Pullquote, access: Access, *, per_minute: int) -> FastAPI:
    """Make the application that is mounted under ``/v1``; the arguments are those of the API."""
    app = FastAPI(title="Pullquote for chat programs", docs_url=None, redoc_url=None)
    app.state.pullquote, app.state.access = pullquote, access
    _answer_errors(app)
    app.add_middleware(Limits, per_minute=per_minute, unlimited=access.header)

    @app.get("/models")
    def models(service: Reading) -> dict[str, Any]:
        """The one model that there is."""
        return {"object": "list", "data": [_model()]}

    @app.get("/models/{name}")
    def model(name: str, service: Reading) -> dict[str, Any]:
        """The one model that there is."""
        if name != MODEL:
            raise HTTPException(404, f"There is no model {name}; there is {MODEL}.")
        return _model()

    @app.post("/chat/completions", response_model=None)
    async def chat(body: ChatRequest, service: Reading) -> Response:
        """Answer the last question; citations come as annotations of the message."""
        request = body.to_ask()
        if not body.stream:
            return JSONResponse(_completion(await in_time(lambda: service.ask(request))))
        answers = service.stream(request)
        first = await asyncio.to_thread(next, answers)
        return StreamingResponse(_chunks(first, answers), media_type="text/event-stream")

    return app


def to_message(answer: schemas.Answer) -> tuple[str, list[dict[str, Any]]]:
    """An answer as the text of a message, and an annotation for each citation mark in it."""
    content, annotations = answer.answer, []
    for citation in answer.citations:
        content += "\n\n" + ("The closest passage: " if answer.refused else "") + quoted(citation.quote or "") + " "
        start, mark = len(content), f"[{citation.number}]"
        content += f"{mark} {source(citation)}"
        cited = {
            "start_index": start,
            "end_index": start + len(mark),
            "title": citation.title or citation.article,
            "url": citation.link,
        }
        annotations.append({"type": "url_citation", "url_citation": cited})
    return content, annotations


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}


def _completion(answer: schemas.Answer) -> dict[str, Any]:
    content, annotations = to_message(answer)
    message = {"role": "assistant", "content": content, "refusal": None, "annotations": annotations}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return {**_envelope("chat.completion"), "choices": [choice], "pullquote": answer.model_dump(mode="json")}


def _envelope(kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{secrets.token_hex(12)}", "object": kind, "created": int(time.time()), "model": MODEL}


def _chunks(first: schemas.Answer, rest: Iterator[schemas.Answer]) -> Iterator[str]:
    """The growing answer as server-sent chunks of text, the annotations with the last of them."""
    envelope = _envelope("chat.completion.chunk")

    def chunk(delta: dict[str, Any], finish: str | None = None) -> str:
        choices = [{"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}]
        return f"data: {json.dumps({**envelope, 'choices': choices}, ensure_ascii=False)}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    sent, latest = "", first
    try:
        for latest in chain([first], rest):
            # Text that was sent cannot be taken back: what does not continue it waits for the end.
            if latest.answer.startswith(sent) and latest.answer != sent:
                yield chunk({"content": latest.answer[len(sent) :]})
                sent = latest.answer
    except PullquoteError as error:
        yield f"data: {json.dumps(_error(str(error), describe(error).status))}\n\n"
        return
    if sent != latest.answer:
        yield chunk({"content": f"\n\nCorrected: {latest.answer}"})
    content, annotations = to_message(latest)
    yield chunk({"content": content[len(latest.answer) :]})
    yield chunk({"annotations": annotations}, "stop")
    yield "data: [DONE]\n\n"


def _error(detail: str, status: int) -> dict[str, Any]:
    kind = "invalid_request_error" if status < 500 else "server_error"
    return {"error": {"message": detail, "type": kind, "param": None, "code": None}}


def _answer_errors(app: FastAPI) -> None:
    @app.exception_handler(PullquoteError)
    def ours(request: Request, error: PullquoteError) -> Response:
        status = describe(error).status
        return JSONResponse(_error(str(error), status), status)

    @app.exception_handler(HTTPException)
    def of_http(request: Request, error: HTTPException) -> Response:
        return JSONResponse(_error(str(error.detail), error.status_code), error.status_code, error.headers)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        return JSONResponse(_error(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.", 422), 422)
