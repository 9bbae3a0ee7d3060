"""What a server tells of itself, by a real server on loopback; and that it tells no words."""

from __future__ import annotations

import gc
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client.parser import text_string_to_metric_families

from ingest import pipeline
from rag import Pullquote
from rag.errors import PullquoteError
from rag.settings import Settings
from ui.access import Access
from ui.observe import VARIABLE, ObservedPullquote, Observer, from_environment
from ui.observe.logs import REQUESTS, JsonLines
from ui.observe.metrics import Metrics
from ui.observe.traces import Traces, to_collector
from ui.web.app import create_app
from ui.web.served import served

ASKED = "who urged Kyiv to tone down?"


class Lines(logging.Handler):
    """Keeps what is logged, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[dict[str, object]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


Told = tuple[str, str, tuple[ReadableSpan, ...], list[dict[str, object]]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What Prometheus reads and of what kind, spans and log, after a question and some other requests."""
    home, exporter, lines = tmp_path_factory.mktemp("observed"), InMemorySpanExporter(), Lines()
    observer = Observer(Metrics(), Traces(exporter), logs=True)
    REQUESTS.addHandler(lines)
    REQUESTS.setLevel(logging.INFO)
    access = Access(home, open_here=False)
    with ObservedPullquote(Settings(home=home), observer) as pullquote:
        pipeline.add_sample(pullquote.library, pullquote.embedder)
        with page(pullquote, access, observer) as url, httpx.Client(base_url=url, trust_env=False, timeout=60) as http:
            key = {"Authorization": access.header}
            assert http.post("/api/v1/ask", json={"question": ASKED}, headers=key).json()["answer"] == "Mike Waltz"
            assert http.get("/api/v1/articles/no-such-article", headers=key).status_code == 404
            assert http.get("/ready").json() == {"ready": True, "models": True, "library": True}
            assert http.get("/secret-place", headers=key).status_code == 401
            assert http.get("/metrics").status_code == 401
            metrics = http.get("/metrics", headers=key)
        observer.close()
    REQUESTS.removeHandler(lines)
    return metrics.text, metrics.headers["content-type"], exporter.get_finished_spans(), lines.lines


@contextmanager
def page(pullquote: Pullquote, access: Access, observer: Observer | None = None) -> Iterator[str]:
    """The whole app, served; yields its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # Gradio's event loops
        warnings.simplefilter("ignore", DeprecationWarning)
        with served(create_app(pullquote, access, observer=observer)) as url:
            yield url
        gc.collect()


def samples(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_prometheus_reads_requests_answers_stages_and_the_library(told) -> None:
    text, kind, _, _ = told
    found = samples(text)
    assert kind.startswith("text/plain")
    assert found["pullquote_requests_total", "POST", "/api/v1/ask", "200"] == 1
    assert found["pullquote_requests_total", "GET", "/api/v1/articles/{article_id}", "404"] == 1
    assert found["pullquote_requests_total", "GET", "/ready", "200"] == 1
    assert found["pullquote_requests_total", "GET", "/metrics", "401"] == 1
    assert found["pullquote_request_seconds_count", "/api/v1/ask"] == 1
    assert found["pullquote_answers_total", "answered"] == 1
    assert {labels[1] for labels in found if labels[0] == "pullquote_stage_seconds_count"} >= {"retrieve", "read"}
    assert (found["pullquote_articles",], found["pullquote_library_agrees",]) == (1, 1)
    assert found["process_resident_memory_bytes",] > 1e6


def test_a_question_is_a_trace_of_its_stages(told) -> None:
    spans = {span.name: span for span in told[2]}
    request, ask, read = spans["POST /api/v1/ask"], spans["ask"], spans["read"]
    assert (ask.parent.span_id, read.parent.span_id) == (request.context.span_id, ask.context.span_id)
    assert request.start_time <= ask.start_time <= read.start_time < read.end_time <= ask.end_time <= request.end_time
    assert request.attributes == {
        "http.request.method": "POST", "http.route": "/api/v1/ask", "http.response.status_code": 200
    }  # fmt: skip
    assert ask.attributes == {"pullquote.refused": False}


def test_every_request_is_a_line_of_the_log(told) -> None:
    first = next(line for line in told[3] if line["route"] == "/api/v1/ask")
    assert {name: first[name] for name in ("method", "status", "message", "level")} == {
        "method": "POST", "status": 200, "message": "request", "level": "info"
    }  # fmt: skip
    assert first["ms"] > 0


def test_no_word_of_a_question_an_answer_or_an_address_is_told(told) -> None:
    everything = told[0] + json.dumps(told[3]) + "".join(span.to_json() for span in told[2])
    for word in ("Kyiv", "Waltz", "tone down", "no-such-article", "secret-place"):
        assert word not in everything


def test_an_error_is_logged_without_its_words() -> None:
    lines = Lines()
    try:
        raise ValueError("the mayor said so")
    except ValueError:
        lines.handle(logging.getLogger("x").makeRecord("x", logging.ERROR, "f", 1, "it failed", (), sys.exc_info()))
    (line,) = lines.lines
    assert (line["exception"], line["message"]) == ("ValueError", "it failed")
    assert "test_an_error_is_logged_without_its_words" in line["raised"][0]
    assert "mayor" not in json.dumps(line)


@contextmanager
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """An OpenTelemetry collector that keeps what it is sent."""
    sent: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            sent.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", sent
        server.shutdown()
        thread.join()


def test_spans_reach_a_collector_by_otlp(monkeypatch: pytest.MonkeyPatch) -> None:
    with collector() as (url, sent):
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
        traces = Traces(to_collector())
        with traces.request("GET"):
            pass
        traces.close()
    (message,) = (ExportTraceServiceRequest.FromString(body) for body in sent)
    assert [span.name for span in message.resource_spans[0].scope_spans[0].spans] == ["GET"]


def test_nothing_is_on_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert not from_environment()
    monkeypatch.setenv(VARIABLE, "metrics")
    found = from_environment()
    assert (bool(found.metrics), found.traces, found.logs) == (True, None, False)
    monkeypatch.setenv(VARIABLE, "metrics, everything")
    with pytest.raises(PullquoteError, match="names everything"):
        from_environment()


def test_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "metrics")
    monkeypatch.setitem(sys.modules, "ui.observe.metrics", None)
    with pytest.raises(PullquoteError, match=r"pip install 'pullquote\[observe\]'"):
        from_environment()


def test_without_an_observer_there_are_no_metrics(tmp_path: Path, sample_pullquote) -> None:
    with page(sample_pullquote, Access(tmp_path, open_here=True)) as url:
        assert httpx.get(f"{url}/metrics", trust_env=False).status_code == 404
