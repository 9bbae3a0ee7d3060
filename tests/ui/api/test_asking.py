from __future__ import annotations

import asyncio
import json
import time

import pytest
from fastapi import HTTPException
from fastapi.testclient import TestClient

from ui.api.asking import in_time

ASK = "who urged Kyiv to tone down?"


def test_an_answer_carries_its_quote_and_source(api: TestClient, sample_id: str) -> None:
    answer = api.post("/ask", json={"question": ASK}).json()
    assert answer["answer"] == "Mike Waltz"
    (citation,) = answer["statements"][0]["citations"]
    assert citation["quote"].startswith("“They need to tone it down")
    assert (citation["article"], citation["published"]) == (sample_id, "2025-02-20")


def test_a_refusal_is_an_answer_with_its_reason(api: TestClient) -> None:
    answer = api.post("/ask", json={"question": "why did Waltz resign?"}).json()
    assert answer["refused"] is True
    assert answer["reason"]
    assert answer["statements"] == []


def test_an_answer_streams_as_events(api: TestClient) -> None:
    response = api.post("/ask", json={"question": ASK}, headers={"Accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [event.split("\n") for event in response.text.strip().split("\n\n")]
    assert [name for name, _ in events] == ["event: partial", "event: answer"]
    assert json.loads(events[-1][1].removeprefix("data: "))["answer"] == "Mike Waltz"


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_a_question_that_cannot_be_asked_is_a_problem(api: TestClient, accept: str) -> None:
    response = api.post("/ask", json={"question": "  "}, headers={"Accept": accept})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == "urn:pullquote:problem:question-error"
    assert "empty" in response.json()["detail"]


def test_the_scope_limits_who_answers(api: TestClient) -> None:
    answer = api.post("/ask", json={"question": ASK, "since": "2025-03-01"}).json()
    assert answer["refused"] is True


def test_a_misspelled_field_is_named(api: TestClient) -> None:
    response = api.post("/ask", json={"question": ASK, "artcles": []})
    assert response.status_code == 422
    assert "artcles" in response.json()["detail"]


def test_a_conversation_goes_on_and_is_kept(api: TestClient) -> None:
    for question in (ASK, "what did he say?"):
        assert api.post("/ask", json={"question": question, "conversation": "c-1"}).status_code == 200
    kept = api.get("/conversations/c-1").json()["answers"]
    assert "Waltz" in kept[1]["understood"]
    assert kept[0]["statements"][0]["citations"][0]["quote"].startswith("“They need")
    (listed,) = api.get("/conversations", params={"q": "kyiv"}).json()["conversations"]
    assert (listed["id"], listed["turns"]) == ("c-1", 2)
    assert api.patch("/conversations/c-1", json={"title": "Renamed"}).status_code == 204
    assert api.get("/conversations").json()["conversations"][0]["title"] == "Renamed"
    assert api.delete("/conversations/c-1").status_code == 204
    assert api.get("/conversations").json()["conversations"] == []


def test_search_finds_passages_of_the_article(api: TestClient, sample_id: str) -> None:
    found = api.post("/search", json={"query": "Waltz Fox News", "limit": 3}).json()["passages"]
    assert [passage["number"] for passage in found] == [1, 2, 3]
    assert any("Fox News" in passage["quote"] for passage in found)
    assert api.post("/search", json={"query": " "}).json()["passages"] == []


def test_a_quote_is_checked_with_its_speaker(api: TestClient) -> None:
    quote = {"quote": "They need to tone it down", "speaker": "Donald Trump"}
    checked = api.post("/check-quote", json=quote).json()
    assert (checked["match"], checked["speaker"]) == ("other speaker", "Mike Waltz")
    altered = {"quote": "They need to calm it down and take a hard look and sign that deal"}
    assert {"old": "calm", "new": "tone"} in api.post("/check-quote", json=altered).json()["changes"]


def test_questions_with_known_answers_are_scored(api: TestClient) -> None:
    pairs = [{"question": ASK, "answers": ["Mike Waltz"]}, {"question": ASK, "answers": ["Marco Rubio"]}]
    scored = api.post("/eval", json={"pairs": pairs}).json()
    assert scored["figures"]["right"] == 0.5
    assert [answer["scores"]["right"] for answer in scored["answers"]] == [1.0, 0.0]


def test_work_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(HTTPException) as stopped:
        asyncio.run(in_time(lambda: time.sleep(0.2), seconds=0.01))
    assert stopped.value.status_code == 504
