from pathlib import Path

import pytest
from fault_server import KEY, fault_server

from rag.settings import Settings
from rag.writer import providers
from rag.writer.reach import Reach, survey


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for provider in providers.PROVIDERS.values():
        for variable in (provider.key, provider.address_variable):
            if variable:
                monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")


def seen(settings: Settings) -> dict[str, Reach]:
    return {one.provider: one for one in survey(settings)}


def test_without_keys_nobody_far_away_is_asked(tmp_path: Path) -> None:
    found = seen(Settings(home=tmp_path))
    assert {name: one.reachable for name, one in found.items()} == {
        "openai": None, "anthropic": None, "ollama": False, "google": None, "mistral": None, "gguf": None,
    }  # fmt: skip
    assert found["openai"].why == "set OPENAI_API_KEY"
    assert found["ollama"].why == "nobody answers there"


def test_the_chosen_model_is_asked_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server() as server:
        here = Settings(home=tmp_path, answerer="openai:tiny", model_url=server.url("fine"))
        found = seen(here)["openai"]
        assert (found.chosen, found.reachable, found.models, found.has_key) == ("tiny", True, ("tiny",), False)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        refused = seen(Settings(home=tmp_path, answerer="openai:tiny", model_url=server.url("wrong-key")))["openai"]
        monkeypatch.setenv("OLLAMA_HOST", server.url("down"))
        down = seen(here)["ollama"]
    assert (refused.reachable, refused.why) == (False, "it refuses the key")
    assert KEY not in repr(refused)
    assert (down.reachable, down.why) == (False, "it answers with status 503")


def test_a_model_file_that_is_not_there(tmp_path: Path) -> None:
    found = seen(Settings(home=tmp_path, answerer="gguf:/nowhere.gguf"))["gguf"]
    assert (found.reachable, found.why) == (False, "there is no file /nowhere.gguf")
