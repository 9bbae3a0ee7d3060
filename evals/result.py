"""What a run keeps of each question, one line of JSON each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from rag.errors import SuiteError
from rag.types import Span


@dataclass(frozen=True, slots=True)
class Shown:
    """A citation as a reader sees it: its number, where it points, and the words shown for it.

    Attributes:
        span: where it points.
        quote: the words that the library gave for ``span``; empty when it had none.
        found: the stage that found it.
    """

    number: int
    span: Span
    quote: str
    found: str


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of an answer, and the numbers of its citations."""

    text: str
    verdict: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One question of a suite, the answer that it got, and what the answer is worth.

    Attributes:
        id: of the pair, unique in its suite.
        golds: accepted answers; empty when the question must be refused.
        gold: where the sentences stand that prove the answer.
        reason: why it was refused; None when it was answered.
        ranking: whether each passage found, best first, shows a gold sentence; empty when it was not measured.
        findable: how many passages of the library show a gold sentence.
        timings: seconds per stage, as the answer tells them.
        seconds: from asking to the complete answer.
        tokens: ``read`` and ``written`` by a language model; empty when none was asked or counted.
        scores: every measure that applies to this question; None or absent where one does not apply.
        lost: the reason for every lost point, in words.
        error: what went wrong when no answer came back.
    """

    id: str
    suite: str
    kind: str
    question: str
    golds: tuple[str, ...]
    gold: tuple[Span, ...]
    answer: str = ""
    reason: str | None = None
    confidence: float = 0.0
    answerer: str = ""
    statements: tuple[Told, ...] = ()
    citations: tuple[Shown, ...] = ()
    ranking: tuple[bool, ...] = ()
    findable: int = 0
    timings: Mapping[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    tokens: Mapping[str, int] = field(default_factory=dict)
    scores: Mapping[str, float | None] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    error: str | None = None

    @property
    def must_refuse(self) -> bool:
        """Whether the articles do not answer the question."""
        return not self.golds

    @property
    def refused(self) -> bool:
        """Whether no answer was given: refused, or failed."""
        return self.reason is not None or self.error is not None

    @property
    def given(self) -> str:
        """The short answer as SQuAD 2.0 counts it: empty when refused."""
        return "" if self.refused else self.answer

    @property
    def key(self) -> tuple[str, str]:
        """Suite and id: what tells the questions of a run apart."""
        return self.suite, self.id


_RESULT = TypeAdapter(Result)


def to_line(result: Result) -> str:
    """The result as one line of JSON, without the line's end."""
    return json.dumps(asdict(result), ensure_ascii=False)


def read_results(path: Path) -> list[Result]:
    """Read the results of a run, in the order asked; a last line that was cut off by a crash is left out.

    Raises:
        SuiteError: for a file that is missing, or a line that is not a result.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise SuiteError(f"There is no readable run at {path}: {error}.") from error
    complete = lines[:-1]  # the text ends with a line end, or with what a crash left
    results: list[Result] = []
    for number, line in enumerate(complete, 1):
        try:
            results.append(_RESULT.validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            raise SuiteError(
                f"Line {number} of {path} is not the result of a question: {first['msg']}. "
                "Delete the run's folder and run it again."
            ) from error
    return results
