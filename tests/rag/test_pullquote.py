"""Models beside the one of the settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_server import FaultServer, fault_server

from ingest import pipeline
from rag import Pullquote, open_pullquote
from rag.errors import AnswererError
from rag.settings import Settings


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    with fault_server() as server:
        for variable in ("ANTHROPIC_API_KEY", "GOOGLE_API_KEY", "MISTRAL_API_KEY"):
            monkeypatch.delenv(variable, raising=False)
        monkeypatch.setenv("OLLAMA_HOST", "http://127.0.0.1:9")
        monkeypatch.setenv("OPENAI_API_KEY", "key")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url("fine"))
        yield server


@pytest.fixture
def pullquote(tmp_path: Path) -> Iterator[Pullquote]:
    with open_pullquote(Settings(home=tmp_path)) as pullquote:
        pipeline.add_sample(pullquote.library, pullquote.embedder)
        yield pullquote


def test_a_model_that_can_be_reached_answers_when_it_is_named(pullquote: Pullquote, server: FaultServer) -> None:
    assert pullquote.models() == ["openai:tiny"]
    answer = pullquote.ask("who urged Kyiv to tone it down?", "openai:tiny")
    assert answer.answerer == "openai:tiny"
    assert [asked["model"] for asked in server.asked] == ["tiny"]
    assert pullquote.ask("who urged Kyiv to tone it down?").answerer == "reader"


@pytest.mark.parametrize("answerer", ["gguf:/etc/passwd", "nobody:tiny", "openai:", "tiny", ""])
def test_what_is_no_model_of_a_provider_cannot_be_named(pullquote: Pullquote, answerer: str) -> None:
    assert not pullquote.can_use(answerer)
    with pytest.raises(AnswererError):
        pullquote.ask("who?", answerer)
