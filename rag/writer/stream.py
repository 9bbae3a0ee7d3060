"""A model's words as they come, and whether they came whole."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rag.writer import faults
from rag.writer.words import written

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage

MOST_SENTENCES = 6
"""Sentences after which a model is stopped: small ones go on for ever."""
MOST_CHARACTERS = 12_000
"""Characters, thoughts included, after which a model is stopped."""
LONGEST_SECONDS = 180.0
"""Time that a whole answer may take."""
LONGEST_WAIT = 5.0
"""Seconds that are waited when a busy provider asks for it; when it asks for more, that is a fault."""
_SNAPSHOT_SECONDS = 0.1
_CUT_SHORT = ("length", "max_tokens", "model_length")
_WITHHELD = ("content_filter", "refusal", "safety", "prohibited_content", "blocklist", "recitation", "spii")


def stream_text(model: BaseChatModel, asked: list[BaseMessage]) -> Iterator[str]:
    """The words so far, several times a second; at the end all of them, without a last sentence that was cut short.

    Raises:
        Fault: the stream ended in the middle or without words, took too long, or the provider withholds them.
        Exception: whatever else the provider's package raises.
    """
    whole: AIMessageChunk | None = None
    text, shown = "", 0.0
    for whole in _messages(model, asked):
        text = str(whole.text)
        if time.monotonic() - shown > _SNAPSHOT_SECONDS:
            shown = time.monotonic()
            yield text
            if len(text) > MOST_CHARACTERS or len(written(text)) > MOST_SENTENCES:
                yield text
                return
    _raise_for_end(text, whole)
    yield _without_stump(text) if _end_reason(whole) in _CUT_SHORT else text


def _messages(model: BaseChatModel, asked: list[BaseMessage]) -> Iterator[AIMessageChunk]:
    """The message so far; a provider that is busy for a moment is asked once more."""
    deadline = time.monotonic() + LONGEST_SECONDS
    for attempt in (1, 2):
        whole: AIMessageChunk | None = None
        try:
            for chunk in model.stream(asked):
                whole = chunk if whole is None else whole + chunk
                yield whole
                if time.monotonic() > deadline:
                    raise faults.Slow
        except Exception as error:
            wait = faults.wait_asked(error) if faults.is_busy(error) else None
            if attempt == 2 or whole is not None or wait is None or wait > LONGEST_WAIT:
                raise
            time.sleep(wait)
        else:
            return


def _end_reason(message: AIMessageChunk | None) -> str:
    facts = message.response_metadata if message else {}
    found = next((facts[key] for key in ("finish_reason", "stop_reason", "done_reason") if facts.get(key)), "")
    return str(found).lower()


def _raise_for_end(text: str, message: AIMessageChunk | None) -> None:
    reason = _end_reason(message)
    if reason in _WITHHELD or (message and message.additional_kwargs.get("refusal")):
        raise faults.Filtered
    sentences = written(text)
    if not sentences:
        raise faults.Empty
    if not reason and not sentences[-1].ended:
        raise faults.Broken


def _without_stump(text: str) -> str:
    """The text without a last sentence that did not end."""
    sentences = written(text)
    if not sentences or sentences[-1].ended:
        return text
    return text[: text.rfind(sentences[-1].text[:20])]
