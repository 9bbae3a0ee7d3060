from __future__ import annotations

from collections.abc import Iterator

import openai
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from langchain_openai import ChatOpenAI

from rag import Pullquote
from ui.access import Access
from ui.api.mounts import open_doors
from ui.api.openai import create_openai
from ui.web.served import served

ASK = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "who urged Kyiv to tone down?"}]


@pytest.fixture(scope="module")
def site(sample_pullquote: Pullquote, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Where a server is that asks for a token, and a token that it takes."""
    access = Access(tmp_path_factory.mktemp("access"), open_here=False)
    routes, lifespan = open_doors(sample_pullquote, access)
    with served(FastAPI(routes=routes, lifespan=lifespan)) as address:
        yield f"{address}/v1", access.tokens.create("chat program", "read")


@pytest.fixture
def client(site: tuple[str, str]) -> Iterator[openai.OpenAI]:
    address, token = site
    with openai.OpenAI(base_url=address, api_key=token, max_retries=0) as client:
        yield client


def test_the_official_client_reads_the_answer_and_its_citations(client: openai.OpenAI, sample_id: str) -> None:
    assert [model.id for model in client.models.list()] == ["pullquote"]
    message = client.chat.completions.create(model="pullquote", messages=ASK).choices[0].message
    assert message.content.startswith("Mike Waltz\n\n“They need to tone it down")
    (annotation,) = message.annotations
    cited = annotation.url_citation
    assert message.content[cited.start_index : cited.end_index] == "[1]"
    assert cited.url == f"pullquote://article/{sample_id}"


def test_the_official_client_reads_a_stream(client: openai.OpenAI) -> None:
    with client.chat.completions.create(model="pullquote", messages=ASK, stream=True) as stream:
        deltas = [chunk.choices[0] for chunk in stream]
    whole = client.chat.completions.create(model="pullquote", messages=ASK).choices[0].message
    assert "".join(delta.delta.content or "" for delta in deltas) == whole.content
    assert deltas[1].delta.content == "Mike Waltz"
    assert deltas[-1].finish_reason == "stop"
    assert deltas[-1].delta.annotations[0]["url_citation"]["end_index"] == whole.annotations[0].url_citation.end_index


def test_a_question_follows_up_on_the_turns_before(client: openai.OpenAI) -> None:
    first = client.chat.completions.create(model="pullquote", messages=ASK).choices[0].message
    more = [*ASK, {"role": "assistant", "content": first.content}, {"role": "user", "content": "what did he say?"}]
    answer = client.chat.completions.create(model="pullquote", messages=more)
    assert "Waltz" in answer.pullquote["understood"]


def test_langchain_reads_answers_and_streams(site: tuple[str, str]) -> None:
    address, token = site
    model = ChatOpenAI(model="pullquote", base_url=address, api_key=token, max_retries=0)
    assert model.invoke("who urged Kyiv to tone down?").text.startswith("Mike Waltz")
    assert "".join(chunk.text for chunk in model.stream("who urged Kyiv to tone down?")).startswith("Mike Waltz")
    model.root_client.close()


def test_errors_are_those_of_the_protocol(client: openai.OpenAI, site: tuple[str, str]) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match="is empty"):
        client.chat.completions.create(model="pullquote", messages=[{"role": "user", "content": " "}])
    with pytest.raises(openai.UnprocessableEntityError, match="user's question"):
        client.chat.completions.create(model="pullquote", messages=ASK[:1])
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-9")
    with pytest.raises(openai.AuthenticationError), openai.OpenAI(base_url=site[0], api_key="wrong") as stranger:
        stranger.models.list()


def test_the_parts_of_a_message_are_read(sample_pullquote: Pullquote, access: Access) -> None:
    api = TestClient(create_openai(sample_pullquote, access, per_minute=99), base_url="http://localhost")
    parts = [{"type": "text", "text": "who urged Kyiv to tone down?"}, {"type": "image_url", "image_url": {"url": "x"}}]
    answer = api.post("/chat/completions", json={"messages": [{"role": "user", "content": parts}]}).json()
    assert answer["choices"][0]["message"]["content"].startswith("Mike Waltz")
    assert api.post("/chat/completions", json={"messages": []}).json()["error"]["type"] == "invalid_request_error"


def test_a_refusal_is_a_message_that_says_so(sample_pullquote: Pullquote, access: Access) -> None:
    api = TestClient(create_openai(sample_pullquote, access, per_minute=99), base_url="http://localhost")
    asked = {"messages": [{"role": "user", "content": "why did Waltz resign?"}]}
    message = api.post("/chat/completions", json=asked).json()["choices"][0]["message"]
    assert "The closest passage: " in message["content"]
