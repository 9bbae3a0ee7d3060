"""Spans for OpenTelemetry: every request, every answer in it, and the stages of the answer."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from importlib.metadata import version

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, set_span_in_context

from rag.types import Answer

_SECOND = 1_000_000_000  # in nanoseconds, as OpenTelemetry counts


def to_collector() -> SpanExporter:
    """What sends spans by OTLP over HTTP to where ``OTEL_EXPORTER_OTLP_ENDPOINT`` says, by default to this machine."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter()


class Traces:
    """The spans of one server.

    Args:
        exporter: is given the spans that have ended.
    """

    def __init__(self, exporter: SpanExporter) -> None:
        resource = Resource.create({"service.name": "pullquote", "service.version": version("pullquote")})
        self._provider = TracerProvider(resource=resource)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("pullquote")

    def request(self, method: str) -> AbstractContextManager[Span]:
        """The span of a request, for as long as it is answered."""
        return self._tracer.start_as_current_span(method, kind=SpanKind.SERVER)

    def begin(self, name: str) -> Span:
        """A span inside that of the request that is being answered here."""
        return self._tracer.start_span(name)

    def end(self, span: Span, answer: Answer | None) -> None:
        """End the span of an answer, with one inside it for each stage; without an answer it has failed."""
        if answer is None:
            span.set_status(Status(StatusCode.ERROR))
        else:
            span.set_attribute("pullquote.refused", answer.refusal is not None)
            self._stages(span, answer)
        span.end()

    def _stages(self, span: Span, answer: Answer) -> None:
        """One after the other, as they ran, up to now."""
        inside, now = set_span_in_context(span), time.time_ns()
        begun = now - int(sum(answer.timings.values()) * _SECOND)
        for stage, seconds in answer.timings.items():
            ended = begun + int(seconds * _SECOND)
            self._tracer.start_span(stage, inside, start_time=begun).end(ended)
            begun = ended

    def close(self) -> None:
        """Send what has not been sent yet."""
        self._provider.shutdown()
