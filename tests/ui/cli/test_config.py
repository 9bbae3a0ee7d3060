from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from rag.settings import VARIABLES, Settings


def test_the_file_in_the_working_directory_is_named(command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_UNSUPPORTED", "show")
    monkeypatch.setenv("PULLQUOTE_MODEL_URL", "")  # so that what the file sets is unset again
    monkeypatch.delenv("PULLQUOTE_MODEL_URL")
    (tmp_path / ".env").write_text("PULLQUOTE_MODEL_URL=http://127.0.0.1:9/v1\nPULLQUOTE_UNSUPPORTED=hide\n")
    monkeypatch.chdir(tmp_path)
    rows = {row["setting"]: row for row in json.loads(command("config", "--json").out)["settings"]}
    assert (rows["model_url"]["from"], rows["model_url"]["value"]) == (".env", "http://127.0.0.1:9/v1")
    assert (rows["show_unsupported"]["from"], rows["show_unsupported"]["value"]) == ("environment", "show")


def test_every_setting_is_shown_with_where_it_came_from(command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PULLQUOTE_EMBEDDER", raising=False)
    rows = {row["setting"]: row for row in json.loads(command("config", "--json").out)["settings"]}
    assert set(VARIABLES) == {field.name for field in fields(Settings)}
    assert set(rows) == set(VARIABLES) | {"observe"}
    assert rows["observe"]["value"] == "nothing"
    assert (rows["home"]["from"], rows["embedder"]["from"]) == ("environment", "default")
    assert "environment; PULLQUOTE_HOME sets it" in command("config").out
