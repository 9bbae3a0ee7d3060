"""Files that are no models, and how the server of one that is one is set up; ``make hostile`` runs a real model."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from rag.errors import AnswererError
from rag.writer import gguf


class FakeLlama:
    """The part of xllamacpp that is used; its server refuses a file that says so."""

    def __init__(self) -> None:
        self.params: Any = None

    def CommonParams(self) -> Any:  # noqa: N802 - its name
        return SimpleNamespace(model=SimpleNamespace(), cpuparams=SimpleNamespace())

    def Server(self, params: Any) -> Any:  # noqa: N802
        self.params = params
        if b"broken" in Path(params.model.path).read_bytes():
            raise RuntimeError("cannot load")
        return SimpleNamespace(listening_address="http://127.0.0.1:9")


@pytest.fixture
def llama(monkeypatch: pytest.MonkeyPatch) -> FakeLlama:
    fake = FakeLlama()
    monkeypatch.setitem(sys.modules, "xllamacpp", fake)
    gguf._serve.cache_clear()
    return fake


def test_a_file_that_is_no_model_is_not_loaded(tmp_path: Path, llama: FakeLlama) -> None:
    path = tmp_path / "notes.gguf"
    path.write_text("Notes")
    with pytest.raises(AnswererError, match="is not a GGUF file"):
        gguf.open_gguf(path)
    assert llama.params is None


def test_a_damaged_model_is_named(tmp_path: Path, llama: FakeLlama) -> None:
    path = tmp_path / "half.gguf"
    path.write_bytes(b"GGUF broken")
    with pytest.raises(AnswererError, match=r"half\.gguf cannot be loaded as a model"):
        gguf.open_gguf(path)


def test_a_model_answers_on_loopback_to_this_process_alone(tmp_path: Path, llama: FakeLlama) -> None:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"GGUF")
    first, second = gguf.open_gguf(path), gguf.open_gguf(path)
    assert llama.params.hostnames == ["127.0.0.1"]
    (key,) = llama.params.api_keys
    assert len(key) >= 32
    assert key not in repr(first)
    assert first.openai_api_base == second.openai_api_base == "http://127.0.0.1:9/v1"  # loaded once
    assert first.openai_api_key.get_secret_value() == key
