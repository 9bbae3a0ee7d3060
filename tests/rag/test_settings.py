import pytest

from rag.settings import Settings, without_password


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://me:secret@models.example/v1", "https://…@models.example/v1"),
        ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1"),
        ("postgresql://me:se@cret@db.example:5432/news", "postgresql://…@db.example:5432/news"),
        ("postgresql://me:se/cret@db.example/news", "postgresql://…@db.example/news"),
        ("me:secret@db.example", "…@db.example"),
        ("postgres//me:secret@db.example", "…@db.example"),
        ("postgresql://db/news?user=me&password=secret&a=b", "postgresql://db/news?user=me&password=…&a=b"),
    ],
)
def test_an_address_is_shown_without_its_password(given: str, shown: str) -> None:
    assert without_password(given) == shown


def test_the_answerer_of_the_command_outweighs_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_ANSWERER", "ollama:tiny")
    monkeypatch.setenv("PULLQUOTE_UNSUPPORTED", "hide")
    assert Settings.from_environment().answerer == "ollama:tiny"
    assert not Settings.from_environment().show_unsupported
    assert Settings.from_environment(answerer="reader").answerer == "reader"
