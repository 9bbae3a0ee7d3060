"""Numbers for Prometheus: requests, answers, how long their stages take, how large the library is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from rag.types import Answer

if TYPE_CHECKING:
    from rag.library import Library

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The numbers of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)  # memory, processor time, open files
        self._requests = Counter(
            "pullquote_requests", "Requests that were answered.", ("method", "route", "status"), registry=self._registry
        )
        self._request_seconds = Histogram(
            "pullquote_request_seconds",
            "From a request's first byte to the last byte of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.in_progress = Gauge(
            "pullquote_requests_in_progress", "Requests that are being answered.", registry=self._registry
        )
        self._answers = Counter(
            "pullquote_answers", "Questions that were answered or refused.", ("outcome",), registry=self._registry
        )
        self._stage_seconds = Histogram(
            "pullquote_stage_seconds",
            "How long each stage of an answer took.",
            ("stage",),
            buckets=_SECONDS,
            registry=self._registry,
        )

    def watch(self, library: Library) -> None:
        """Tell of a library too."""
        self._registry.register(_OfLibrary(library))

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def answered(self, answer: Answer) -> None:
        """Count an answer."""
        self._answers.labels("refused" if answer.refusal else "answered").inc()
        for stage, seconds in answer.timings.items():
            self._stage_seconds.labels(stage).observe(seconds)

    def text(self) -> bytes:
        """The numbers as Prometheus reads them."""
        return generate_latest(self._registry)


class _OfLibrary(Collector):
    """Looked up whenever the numbers are read."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield GaugeMetricFamily("pullquote_articles", "Articles in the library.", self._library.count())
        agrees = float(self._library.agrees())
        yield GaugeMetricFamily("pullquote_library_agrees", "1 when record and index hold the same.", agrees)
