"""What the log says, and what it must not say."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from rag import Pullquote
from ui.access import Access
from ui.api.app import create_api
from ui.faults import place
from ui.web.adding import Adding, PastedText
from ui.web.asking import answer, check
from ui.web.talk import Tab, Talk

SECRET = "what-nobody-else-may-read"  # noqa: S105 - of a test


def fail(*_: object, **__: object) -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise RuntimeError(f"cannot read {SECRET}") from error


def test_an_error_is_named_by_its_kind_and_place_alone() -> None:
    with pytest.raises(RuntimeError) as raised:
        fail()
    told = place(raised.value)
    assert told.startswith("RuntimeError at ")
    assert "tests/ui/test_faults.py:" in told
    assert "; from KeyError at " in told
    assert SECRET not in told


def test_the_log_holds_no_question_article_quote_or_key_when_all_goes_wrong(
    sample_pullquote: Pullquote, tmp_path: Path, monkeypatch, caplog: pytest.LogCaptureFixture, capsys
) -> None:
    caplog.set_level(logging.INFO)
    access = Access(tmp_path, open_here=False)
    token = access.tokens.create("t", "write")
    api = TestClient(create_api(sample_pullquote, access), base_url="http://localhost", raise_server_exceptions=False)
    sent = {"headers": {"Authorization": f"Bearer {token}"}}
    monkeypatch.setattr(type(sample_pullquote), "stream", fail)
    monkeypatch.setattr("ingest.pipeline.add_text", fail)
    monkeypatch.setattr("rag.quote_check.check", fail)
    for path, body in [
        ("/ask", {"question": SECRET}),
        ("/articles", {"text": SECRET}),
        ("/check-quote", {"quote": SECRET}),
    ]:
        assert api.post(path, json=body, **sent).status_code == 500
    tab = Tab()
    tab.talk.say(SECRET)
    list(answer(sample_pullquote, tab, sample_pullquote.library.conversations("someone")))
    check(sample_pullquote, SECRET, "", Talk())
    adding = Adding(sample_pullquote)
    adding.begin([PastedText(SECRET)])
    adding.wait(60)
    access.users.add("ana", SECRET)
    access.logins.log_in(SECRET, SECRET, "192.0.2.1")
    printed = capsys.readouterr()
    told = caplog.text + printed.out + printed.err
    assert told.count("RuntimeError at ") == 6, "each fault is in the log"
    assert SECRET not in told
    assert token not in told
