from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import positive_data_acceptance

from ingest import pipeline
from rag import Pullquote
from ui.access import Access
from ui.access.callers import LOCAL
from ui.api.app import create_api
from ui.api.openai import create_openai

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "8"))
"""Requests that are made up for each route; ``make fuzz`` makes up more."""
FEW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES == 8,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
PATIENCE = 120.0  # seconds: to make all vectors anew takes a busy machine a while
SLOW = {"POST /reindex", "POST /eval", "POST /import"}
"""Routes that do much at once: a quarter of the requests shows enough."""


@schemathesis.serializer("application/jsonl")
def as_lines(context: schemathesis.SerializationContext, value: object) -> bytes:
    return str(value).encode(errors="replace")


@pytest.fixture(autouse=True)
def no_garbage_collection() -> Iterator[None]:
    """In Python 3.11 ``ast.parse`` fails when garbage is collected in its midst and another thread parses then.

    Hypothesis and what serves the requests both parse (https://github.com/python/cpython/issues/106905).
    """
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def library_as_before(sample_pullquote: Pullquote, sample_id: str) -> Iterator[None]:
    yield
    for article in sample_pullquote.library.articles():
        if article.id != sample_id:
            sample_pullquote.library.remove(article.id)
    conversations = sample_pullquote.library.conversations(LOCAL.owner)
    for saved in conversations.all():
        conversations.delete(saved.id)
    pipeline.add_sample(sample_pullquote.library, sample_pullquote.embedder)


@pytest.mark.usefixtures("library_as_before")
def test_no_request_crashes_it_or_gets_an_undocumented_answer(sample_pullquote: Pullquote, tmp_path: Path) -> None:
    access = Access(tmp_path, open_here=False)
    api = create_api(sample_pullquote, access, per_minute=100_000)
    schema = schemathesis.openapi.from_asgi("/openapi.json", api)
    tried = set()
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(FEW, max_examples=EXAMPLES // 4 if operation.label in SLOW else EXAMPLES)
        @given(case=operation.as_strategy())
        def holds(case: schemathesis.Case) -> None:
            # A request of the right shape may still mean nothing, such as an empty question: 422 is its answer.
            headers = {"Authorization": access.header}
            case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance], timeout=PATIENCE)

        holds()
        tried.add(operation.label)
    assert {"POST /ask", "GET /articles", "POST /articles/file", "DELETE /articles/{article_id}", *SLOW} <= tried


@pytest.mark.usefixtures("library_as_before")
def test_no_request_of_a_chat_program_crashes_it(sample_pullquote: Pullquote, tmp_path: Path) -> None:
    access = Access(tmp_path, open_here=False)
    chat = create_openai(sample_pullquote, access, per_minute=100_000)
    for found in schemathesis.openapi.from_asgi("/openapi.json", chat).get_all_operations():

        @FEW
        @given(case=found.ok().as_strategy())
        def holds(case: schemathesis.Case) -> None:
            case.call_and_validate(headers={"Authorization": access.header}, checks=[not_a_server_error])

        holds()


REQUESTS = {"/ask": "AskRequest", "/search": "SearchRequest", "/check-quote": "QuoteRequest",
    "/check-draft": "DraftRequest", "/eval": "EvalRequest", "/articles": "AddRequest"}  # fmt: skip


@pytest.mark.usefixtures("library_as_before")
@pytest.mark.parametrize("path", REQUESTS)
def test_the_examples_of_the_description_are_answered(api: TestClient, path: str) -> None:
    fields = api.get("/openapi.json").json()["components"]["schemas"][REQUESTS[path]]["properties"]
    body = {name: field["examples"][0] for name, field in fields.items() if field.get("examples")}
    if path == "/articles":
        del body["url"]  # nothing is fetched by a test
    answer = api.post(path, json=body)
    assert (answer.status_code, bool(body)) == (200, True), answer.text


def test_every_body_of_a_request_has_an_example(api: TestClient) -> None:
    described = api.get("/openapi.json").json()
    bodies = {
        content["schema"]["$ref"].rpartition("/")[2]
        for methods in described["paths"].values()
        for method in methods.values()
        for content in method.get("requestBody", {}).get("content", {}).values()
        if "$ref" in content["schema"]
    } - {"Body_add_file"}
    assert bodies == {*REQUESTS.values(), "Rename"}
    for name in bodies:
        assert '"examples"' in json.dumps(described["components"]["schemas"][name]), name
