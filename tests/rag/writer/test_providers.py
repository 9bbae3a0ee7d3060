import pytest

from rag.errors import AnswererError
from rag.writer import providers
from rag.writer.providers import connect, require, split


def test_a_name_has_two_parts() -> None:
    assert split("ollama:qwen3:1.7b") == ("ollama", "qwen3:1.7b")
    for name in ("gpt", "openai:", ":tiny"):
        with pytest.raises(AnswererError, match="write provider:model"):
            split(name)


def test_a_missing_package_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(providers.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(AnswererError, match=r"pip install 'pullquote\[ollama\]'"):
        require("ollama:tiny")


def test_an_unknown_provider() -> None:
    with pytest.raises(AnswererError, match="nobody:tiny cannot be used"):
        connect("nobody:tiny")


def test_a_provider_that_only_langchain_knows_needs_its_package() -> None:
    with pytest.raises(AnswererError, match="groq:tiny needs a package: pip install langchain-groq"):
        connect("groq:tiny")


def test_a_missing_model_file() -> None:
    with pytest.raises(AnswererError, match=r"no model file /nowhere\.gguf"):
        connect("gguf:/nowhere.gguf")
