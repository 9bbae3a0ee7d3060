"""A chat model that says what it is told to, and a listener to what any chat model says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult


class ScriptedModel(BaseChatModel):
    """Streams what ``script`` makes of the messages, a word at a time.

    Attributes:
        script: what is said to the messages.
        finish: the reason for the end, as providers give it; None for a stream that breaks off.
    """

    script: Callable[[list[BaseMessage]], str]
    finish: str | None = "stop"

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **more: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self.script(messages)))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **more: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for word in self.script(messages).split(" "):
            yield ChatGenerationChunk(message=AIMessageChunk(content=f"{word} "))
        facts = {"finish_reason": self.finish} if self.finish else {}
        yield ChatGenerationChunk(message=AIMessageChunk(content="", response_metadata=facts))


def says(text: str, finish: str | None = "stop") -> ScriptedModel:
    """A model that says ``text``, whatever it is asked."""
    return ScriptedModel(script=lambda messages: text, finish=finish)


class Listener(BaseCallbackHandler):
    """Hears all that a chat model says while it streams."""

    def __init__(self) -> None:
        self.said = ""

    def on_llm_new_token(self, token: str | list[str | dict[str, Any]], **more: Any) -> None:
        """LangChain: a piece of the answer."""
        self.said += token if isinstance(token, str) else str(more["chunk"].text)
