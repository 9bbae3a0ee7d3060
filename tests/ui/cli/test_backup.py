from __future__ import annotations

from pathlib import Path

import pytest

from rag import open_pullquote
from rag.settings import Settings


@pytest.mark.usefixtures("sample_home")
def test_a_library_in_use_is_backed_up_and_restored_elsewhere(
    command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(tmp_path / "library.zip")
    with open_pullquote(Settings(home=tmp_path / "home")):
        ended = command("backup", file)
    assert (ended.code, ended.err) == (0, "1 version of articles backed up: record.sqlite.\n")
    refused = command("restore", file)
    assert (refused.code, "is not empty" in refused.err) == (1, True)
    monkeypatch.setenv("PULLQUOTE_HOME", str(tmp_path / "restored"))
    assert "1 version of articles restored to" in command("restore", file).err
    assert command("ask", "who urged Kyiv to tone down?").out.startswith("Mike Waltz")


def test_a_file_that_is_no_backup_is_told(command, tmp_path: Path) -> None:
    ended = command("restore", str(tmp_path / "missing.zip"))
    assert (ended.code, ended.err.count("\n"), "No such file" in ended.err) == (1, 1, True)
