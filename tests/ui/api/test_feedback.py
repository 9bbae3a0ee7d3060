from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from rag import Pullquote
from rag.feedback import Fault, Feedback
from rag.types import Answer
from ui.access import Access
from ui.api.app import create_api


def test_whoever_runs_the_server_reads_feedback_as_eval_cases(
    api: TestClient, sample_pullquote: Pullquote, access: Access
) -> None:
    book = sample_pullquote.library.feedback
    book.give("ann", "a", 0, Feedback(Answer("who?", "Ann"), fault=Fault.WRONG_ANSWER, said="Bob"))
    book.give("bob", "b", 0, Feedback(Answer("when?", "Friday"), fault=Fault.WRONG_ANSWER))
    found = api.get("/eval-cases").json()
    (case,) = found["cases"]
    assert (case["question"], case["answers"], found["left_out"]) == ("who?", ["Bob"], 1)
    token = access.tokens.create("laptop", "write")
    assert api.get("/eval-cases", headers={"Authorization": f"Bearer {token}"}).status_code == 403


def test_on_a_network_feedback_needs_the_key(sample_pullquote: Pullquote, tmp_path: Path) -> None:
    access = Access(tmp_path, open_here=False)
    api = TestClient(create_api(sample_pullquote, access), base_url="http://localhost")
    assert api.get("/eval-cases").status_code == 401
    assert api.get("/eval-cases", headers={"Authorization": access.header}).status_code == 200
