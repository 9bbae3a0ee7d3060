"""Whatever is sent to a server, nothing breaks: every answer is one that was meant."""

from __future__ import annotations

import gc
import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import example, given
from hypothesis import strategies as st
from made_up import statements

from ingest import pipeline
from rag import Pullquote
from rag.settings import Settings
from ui.access import Access
from ui.web.app import create_app

PATHS = [
    "/api/v1/ask", "/api/v1/search", "/api/v1/check-quote", "/api/v1/check-draft", "/api/v1/articles",
    "/api/v1/articles/{}", "/api/v1/articles/{}/versions", "/api/v1/articles/{}/diff", "/api/v1/conversations",
    "/api/v1/conversations/{}", "/api/v1/import", "/api/v1/eval", "/v1/chat/completions", "/v1/models/{}", "/v1/{}",
    "/articles", "/article/{}", "/article/{}/{}", "/article/{}/{}/changes", "/article/{}/tags", "/conversations",
    "/conversation/{}", "/conversation/{}.{}", "/conversation/{}/{}/feedback", "/conversation/{}/{}/next",
    "/conversation/{}/share", "/shared/{}", "/questions/{}", "/draft", "/choices", "/filters", "/adding", "/look/{}/{}",
    "/health", "/ready", "/metrics", "/login", "/{}", "/{}/{}",
]  # fmt: skip
_FIELDS = st.sampled_from(
    ["question", "query", "quote", "speaker", "text", "title", "history", "conversation", "articles", "publishers",
     "since", "until", "limit", "messages", "model", "stream", "pairs", "fault", "said", "id", "version"]
)  # fmt: skip
_WORDS = st.one_of(statements, st.text(max_size=20), st.sampled_from(["", "\x00", "%00", "..", "1", "-1", "9" * 30]))
_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _WORDS, st.sampled_from(["user", "2025-02-30"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.one_of(_FIELDS, _WORDS), inner, max_size=3)
    ),
    max_leaves=8,
)
_BODY = st.one_of(
    st.dictionaries(_FIELDS, _JSON, max_size=4).map(lambda value: json.dumps(value).encode()),
    st.tuples(_JSON, st.integers(0, 60)).map(lambda made: json.dumps(made[0]).encode()[: made[1]]),
    st.binary(max_size=60),
)
_KIND = st.sampled_from(
    ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data",
     "application/jsonl", "text/plain", "nonsense", "application/json; charset=nonsense"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """A request."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, bytes]
    body: bytes


_HEADERS = st.dictionaries(
    st.sampled_from(
        ["Accept", "Accept-Language", "Cookie", "Authorization", "Range", "If-None-Match", "Idempotency-Key"]
    ),
    st.binary(max_size=30).map(lambda value: bytes(byte for byte in value if byte not in b"\r\n\x00")),
    max_size=2,
)


@st.composite
def requests(draw: st.DrawFn) -> Sent:
    """A request to any place, of any shape."""
    path = draw(st.sampled_from(PATHS))
    parts = [draw(_WORDS) for _ in range(path.count("{}"))]
    headers = draw(_HEADERS) | {"Content-Type": draw(_KIND).encode()}
    query = draw(st.lists(st.tuples(_FIELDS, _WORDS), max_size=2))
    method = draw(st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "NONSENSE"]))
    return Sent(method, path.format(*parts), query, headers, draw(_BODY))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    home = tmp_path_factory.mktemp("face")
    with warnings.catch_warnings(), Pullquote(Settings(home=home)) as pullquote:
        warnings.simplefilter("ignore", ResourceWarning)  # Gradio's event loops
        pipeline.add_sample(pullquote.library, pullquote.embedder)
        made = create_app(pullquote, Access(home, open_here=True))
        yield made
        gc.collect()


@given(sent=requests())
@example(sent=Sent("GET", f"/article/x/{'9' * 30}", [], {}, b""))
@example(sent=Sent("POST", "/conversation/x/0/feedback", [], {"Content-Type": b"text/plain"}, b"\x80"))
def test_no_request_breaks_the_server(app: FastAPI, sent: Sent) -> None:
    client = TestClient(app, base_url="http://localhost", raise_server_exceptions=True)
    try:
        url = client.build_request(sent.method, sent.path, params=sent.query).url
    except Exception:
        return
    answer = client.request(sent.method, url, headers=sent.headers, content=sent.body)
    assert answer.status_code < 500 or answer.status_code in (501, 502)
