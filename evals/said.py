"""What a chat model said to each prompt, kept in a file: a run that broke off goes on without asking again."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from evals.hostile.scripted import ScriptedModel
from evals.lines import read_lines
from rag.writer.faults import Empty
from rag.writer.stream import stream_text


@dataclass(frozen=True, slots=True)
class Said:
    """What a model said.

    Attributes:
        prompt: hash of the messages that it was asked.
        text: its words.
        seconds: that it took.
    """

    prompt: str
    text: str
    seconds: float


class Memory:
    """Asks a model, and remembers what it said.

    Args:
        model: that is asked.
        path: of the file; made when missing.

    Attributes:
        seconds: spent waiting for the model so far.
    """

    def __init__(self, model: BaseChatModel, path: Path) -> None:
        self._model = model
        self._path = path
        self.seconds = 0.0
        whole = path.exists() and _without_torn_line(path)
        kept = read_lines(path, lambda row: Said(**row), "what a model said") if whole else ()
        self._said = {said.prompt: said for said in kept}

    def ask(self, messages: Sequence[BaseMessage]) -> Said:
        """What the model says, or said before; raises what the stream raises, and then keeps nothing."""
        prompt = hashlib.sha256("\0".join(f"{m.type}\0{m.text}" for m in messages).encode()).hexdigest()
        if prompt not in self._said:
            began = time.perf_counter()
            try:
                *_, text = stream_text(self._model, list(messages))
            except Empty:
                text = ""  # an answer too, if a poor one
            took = time.perf_counter() - began
            self.seconds += took
            self._keep(Said(prompt, text, took))
        return self._said[prompt]

    def model(self) -> ScriptedModel:
        """A chat model that says what the model says."""
        return ScriptedModel(script=lambda messages: self.ask(messages).text)

    def _keep(self, said: Said) -> None:
        self._said[said.prompt] = said
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(said), ensure_ascii=False) + "\n")


def _without_torn_line(path: Path) -> bool:
    """Cut off a last line that a crash left unfinished; returns whether anything is left."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rfind("\n") + 1], encoding="utf-8")
    return "\n" in text
