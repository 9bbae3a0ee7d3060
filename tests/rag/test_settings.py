import pytest

from rag.settings import Settings, without_password


def test_an_address_is_shown_without_its_password() -> None:
    assert without_password("https://me:secret@models.example/v1") == "https://…@models.example/v1"
    assert without_password("http://127.0.0.1:8000/v1") == "http://127.0.0.1:8000/v1"


def test_the_answerer_of_the_command_outweighs_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_ANSWERER", "ollama:tiny")
    monkeypatch.setenv("PULLQUOTE_UNSUPPORTED", "hide")
    assert Settings.from_environment().answerer == "ollama:tiny"
    assert not Settings.from_environment().show_unsupported
    assert Settings.from_environment(answerer="reader").answerer == "reader"
