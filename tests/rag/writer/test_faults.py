"""Every fault of a provider, produced by a loopback server, becomes a plain notice and the reader's answer."""

import os
from collections.abc import Iterator

import pytest
from fault_server import KEY, FaultServer, fault_server
from writer_helpers import QUESTION, evidence, read

from rag.types import Answer
from rag.writer import providers
from rag.writer.providers import connect
from rag.writer.write import Writer

REPLY = "The Brandal copper mine will reopen in May [1]."
REMOTE = ("openai", "anthropic", "mistral", "google", "ollama")


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with fault_server(REPLY) as running:
        yield running


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in [name for name in os.environ if name.endswith("_API_KEY")]:
        monkeypatch.delenv(variable)
    for provider in providers.PROVIDERS.values():
        if provider.key:
            monkeypatch.setenv(provider.key, KEY)


def ask(name: str, url: str | None) -> Answer:
    return list(Writer(name, lambda: connect(name, url)).stream(QUESTION, evidence(), read()))[-1]


def assert_reader_answered(answer: Answer, notice: str, caplog: pytest.LogCaptureFixture) -> None:
    assert (answer.answerer, answer.text, answer.prompt) == ("reader", "in May", "")
    assert notice in answer.notice
    assert answer.notice.endswith("This is the built-in reader’s answer.")
    assert KEY not in answer.notice + caplog.text


def test_no_fault(server: FaultServer) -> None:
    answer = ask("openai:tiny", server.url("fine") + "/v1")
    assert (answer.text, answer.answerer, answer.notice) == (REPLY.replace(" [1]", ""), "openai:tiny", "")


@pytest.mark.parametrize(
    ("fault", "notice"),
    [
        ("wrong-key", "refused the key"),
        ("forbidden", "does not allow this"),
        ("no-model", "does not know this model"),
        ("busy", "has too much to do or the key’s allowance is used up; it asks to wait 37 seconds"),
        ("broken", "has a fault of its own (status 500)"),
        ("down", "has a fault of its own (status 503)"),
        ("silent", "did not answer in time"),
        ("cut", "stopped in the middle of its answer"),
        ("cut-quietly", "stopped in the middle of its answer"),
        ("too-long", "was given more text than it can take"),
        ("empty", "gave an empty answer"),
        ("filtered", "would not answer, because of what the question or the article is about"),
        ("filtered-request", "would not answer, because of what the question or the article is about"),
    ],
)
def test_every_fault(
    fault: str, notice: str, server: FaultServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(providers._REMOTE, "timeout", 0.5)
    answer = ask("openai:tiny", server.url(fault) + "/v1")
    assert_reader_answered(answer, f"The model openai:tiny {notice}", caplog)


@pytest.mark.parametrize("name", REMOTE)
@pytest.mark.parametrize(
    ("fault", "notice"), [("wrong-key", "refused the key"), ("busy", "too much to do"), ("broken", "(status 500)")]
)
def test_every_provider(
    name: str, fault: str, notice: str, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    assert_reader_answered(ask(f"{name}:tiny", server.url(fault)), notice, caplog)


@pytest.mark.parametrize("name", REMOTE)
def test_nobody_listens(name: str, caplog: pytest.LogCaptureFixture) -> None:
    assert_reader_answered(ask(f"{name}:tiny", "http://127.0.0.1:9"), "cannot be reached", caplog)


@pytest.mark.parametrize("name", ["openai", "anthropic", "mistral", "google"])
def test_no_key(name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    variable = providers.PROVIDERS[name].key or ""
    monkeypatch.delenv(variable)
    assert_reader_answered(ask(f"{name}:tiny", None), f"set {variable} in the environment", caplog)


def test_a_server_of_ones_own_needs_no_key(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    assert ask("openai:tiny", server.url("fine") + "/v1").answerer == "openai:tiny"


def test_a_provider_that_is_busy_for_a_moment_is_asked_again() -> None:
    with fault_server(REPLY) as fresh:
        answer = ask("openai:tiny", fresh.url("busy-once") + "/v1")
        assert (answer.answerer, len(fresh.asked)) == ("openai:tiny", 2)
