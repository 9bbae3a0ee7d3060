"""What a server tells of itself: metrics for Prometheus, traces for OpenTelemetry, lines of JSON as logs.

Nothing of it is on unless ``PULLQUOTE_OBSERVE`` names it, and none of it holds a question, an answer or article text.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.errors import PullquoteError
from rag.pullquote import Pullquote
from rag.settings import Settings
from rag.types import Answer, Question

if TYPE_CHECKING:
    from ui.observe.metrics import Metrics
    from ui.observe.traces import Traces

VARIABLE = "PULLQUOTE_OBSERVE"
"""What to tell: ``metrics``, ``traces`` and ``logs``, with commas between them."""
_KNOWN = {"metrics", "traces", "logs"}


@dataclass(frozen=True, slots=True)
class Observer:
    """What is told, as far as it was asked for.

    Attributes:
        metrics: numbers for Prometheus.
        traces: spans for OpenTelemetry.
        logs: whether every request is a line of the log.
    """

    metrics: Metrics | None = None
    traces: Traces | None = None
    logs: bool = False

    def __bool__(self) -> bool:
        return bool(self.metrics or self.traces or self.logs)

    def close(self) -> None:
        """Send what has not been sent yet."""
        if self.traces:
            self.traces.close()


class ObservedPullquote(Pullquote):
    """Tells an observer of every answer.

    Args:
        settings: which library to open.
        observer: is told.
    """

    def __init__(self, settings: Settings, observer: Observer) -> None:
        super().__init__(settings)
        self._observer = observer
        if observer.metrics:
            observer.metrics.watch(self.library)

    def stream(self, question: str | Question, answerer: str | None = None) -> Iterator[Answer]:
        """As :meth:`rag.Pullquote.stream`."""
        span = self._observer.traces.begin("ask") if self._observer.traces else None
        answer: Answer | None = None
        try:
            for answer in super().stream(question, answerer):
                yield answer
        finally:
            if self._observer.metrics and answer:
                self._observer.metrics.answered(answer)
            if self._observer.traces and span:
                self._observer.traces.end(span, answer)


def from_environment() -> Observer:
    """Make what the environment asks for.

    Raises:
        PullquoteError: it asks for something unknown, or for what is not installed.
    """
    wanted = {name.strip() for name in os.environ.get(VARIABLE, "").split(",")} - {""}
    if strange := wanted - _KNOWN:
        raise PullquoteError(f"{VARIABLE} names {', '.join(sorted(strange))}. It may name metrics, traces and logs.")
    if "logs" in wanted:
        from ui.observe.logs import log_as_json

        log_as_json()
    try:
        return Observer(*_extra(wanted), logs="logs" in wanted)
    except ModuleNotFoundError as error:
        what = f"{VARIABLE} asks for what is not installed ({error.name})"
        raise PullquoteError(f"{what}. Install it with: pip install 'pullquote[observe]'") from error


def _extra(wanted: set[str]) -> tuple[Metrics | None, Traces | None]:
    metrics: Metrics | None = None
    traces: Traces | None = None
    if "metrics" in wanted:
        from ui.observe.metrics import Metrics

        metrics = Metrics()
    if "traces" in wanted:
        from ui.observe.traces import Traces, to_collector

        traces = Traces(to_collector())
    return metrics, traces
