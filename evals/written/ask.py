"""Asks every question of a suite, and keeps what the model wrote beside the answer that came of it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.cases import Case
from evals.said import Memory, Said
from rag.embed import Embedder
from rag.library import Library
from rag.reader.evidence import Evidence
from rag.reader.read import Reader
from rag.stages import Stages
from rag.types import Answer, Passage
from rag.writer import prompt
from rag.writer.write import Writer, given


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what the model wrote, and the answer that came of it.

    Attributes:
        case: the question.
        said: the model's words.
        passages: as they were numbered for it.
        answer: after verification.
        seconds: that the answer takes beside those of the model: search, reading, verification.
    """

    case: Case
    said: Said
    passages: tuple[Passage, ...]
    answer: Answer
    seconds: float


class _Watched(Writer):
    """A writer that asks the model even where it has no need to, and remembers what it said.

    Args:
        memory: of the model.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.passages: tuple[Passage, ...] = ()
        self.said: Said | None = None
        super().__init__("model", memory.model)

    def stream(self, question: str, evidence: Sequence[Evidence], read: Answer) -> Iterator[Answer]:
        articles = {id_: text.article for part in evidence for id_, text in part.texts.items()}
        self.passages = tuple(given(evidence))
        self.said = self._memory.ask(prompt.messages(question, self.passages, articles))
        yield from super().stream(question, evidence, read)


def ask(cases: Sequence[Case], memory: Memory, library: Library, embedder: Embedder) -> Iterator[Asked | None]:
    """Ask every case; None for a question that is answered without a model, such as one about the record.

    Raises:
        Exception: whatever the provider's package raises: a fault is no answer, and ends the run, which goes on later.
    """
    watched = _Watched(memory)
    stages = Stages(library, embedder, Reader(), watched)
    for case in cases:
        watched.said = None
        began = time.perf_counter()
        asked_before = memory.seconds
        *_, answer = stages.stream(case.question)
        took = time.perf_counter() - began - (memory.seconds - asked_before)
        yield Asked(case, watched.said, watched.passages, answer, took) if watched.said else None
