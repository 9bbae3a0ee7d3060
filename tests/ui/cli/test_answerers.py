from __future__ import annotations

import json
from pathlib import Path

import pytest
from fault_server import KEY, fault_server

from rag import owner
from rag.owner import Owner

ASK = "who urged Kyiv to tone down?"
WRITTEN = "Mike Waltz, an adviser, urged Kyiv to tone it down [9]. He resigned on Friday [1]."


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory; what a .env file in it sets is unset again."""
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_model_answers_with_the_key_of_a_dotenv_file(
    command, sample_home, in_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (in_folder / ".env").write_text(f"OPENAI_API_KEY={KEY}\n")
    with fault_server(WRITTEN) as server:
        monkeypatch.setenv("PULLQUOTE_MODEL_URL", f"{server.url('fine')}/v1")
        ended = command("ask", ASK, "--answerer", "openai:tiny", "--json")
        shown = command("ask", ASK, "--answerer", "openai:tiny").out
        asked = set(server.keys)
    answer = json.loads(ended.out)
    assert asked == {f"Bearer {KEY}"}
    assert KEY not in ended.out + ended.err
    assert (answer["answerer"], answer["prompt"], answer["notice"]) == ("openai:tiny", "passages-1", "")
    assert answer["answer"] == "Mike Waltz, an adviser, urged Kyiv to tone it down."
    assert [statement["verdict"] for statement in answer["statements"]] == ["supported", "unsupported"]
    assert "tone it down" in answer["statements"][0]["citations"][0]["quote"]
    assert shown.startswith("Mike Waltz, an adviser, urged Kyiv to tone it down. [1] [2]\nHe resigned on Friday.")
    assert "\n    unsupported: " in shown


def test_an_answerer_that_does_not_exist_is_one_line(command) -> None:
    ended = command("ask", ASK, "--answerer", "gguf:/nowhere/model.gguf")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "pullquote: There is no model file /nowhere/model.gguf: name a GGUF file as gguf:PATH.\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("foo:bar", "there is no provider “foo”. Write provider:model"),
        ("groq:x", "needs a package"),
    ],
)
def test_a_provider_that_cannot_be_used_is_one_line_and_no_answer(command, sample_home, name: str, said: str) -> None:
    ended = command("ask", ASK, "--answerer", name)
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert said in ended.err


def test_a_server_answers_itself(command, server: Owner, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    owner.write(tmp_path / "home", server)
    ended = command("ask", ASK, "--answerer", "openai:tiny")
    assert (ended.code, "Stop it to ask openai:tiny" in ended.err) == (1, True)


def test_models_never_shows_a_key(command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "http://127.0.0.1:9", "OLLAMA_HOST": "127.0.0.1:9",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    ended = command("models")
    assert ended.out.startswith("Answers now: reader")
    assert "openai     not reachable: nobody answers there" in ended.out
    assert "anthropic  not configured: set ANTHROPIC_API_KEY" in ended.out
    assert KEY not in ended.out
