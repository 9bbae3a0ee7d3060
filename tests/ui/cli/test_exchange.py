from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest


def test_a_library_moves_as_a_file(anywhere, sample_id: str, tmp_path: Path) -> None:
    file = tmp_path / "library.jsonl"
    assert anywhere("export", str(file)).err == "1 version written.\n"
    assert json.loads(file.read_text())["id"] == sample_id
    assert anywhere("export").out == file.read_text()
    anywhere("remove", sample_id, "--yes")
    assert anywhere("import", str(file)).err == "1 version added.\n"
    assert anywhere("import", typed=file.read_text()).err == "0 versions added.\n"
    assert anywhere("ask", "who urged Kyiv to tone down?").out.startswith("Mike Waltz")


def test_a_file_that_is_no_export_is_told(anywhere, tmp_path: Path) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text('{"question": "?"}\n')
    ended = anywhere("import", str(file))
    assert (ended.code, "Line 1 is no exported article" in ended.err) == (1, True)
    assert "missing: No such file" in anywhere("import", str(tmp_path / "missing")).err
    file.write_bytes(b"\xff\xfe")
    assert "it is not UTF-8" in anywhere("import", str(file)).err


def test_an_altered_text_is_not_taken_for_the_exported_one(command, sample_home, tmp_path: Path) -> None:
    file = tmp_path / "library.jsonl"
    command("export", str(file))
    file.write_text(file.read_text().replace("Mike Waltz", "Mike Walz"))
    assert "is not the one that was exported" in command("import", str(file)).err


def test_vectors_are_made_anew(anywhere) -> None:
    ended = anywhere("reindex")
    assert ended.code == 0
    assert ended.err.endswith("passages indexed.\n")
    assert anywhere("ask", "who urged Kyiv to tone down?").out.startswith("Mike Waltz")


def test_an_export_into_a_pipe_goes_through_it(command, sample_home, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as beside:
        read = beside.submit(pipe.read_text)
        assert command("export", str(pipe)).code == 0
        assert json.loads(read.result(timeout=10))["version"] == 1
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["export", "feedback"])
def test_a_file_that_cannot_be_written_is_told_in_one_line(anywhere, name: str, tmp_path: Path) -> None:
    ended = anywhere(name, str(tmp_path / "nowhere" / "file"))
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert ended.err.endswith(": No such file or directory.\n")
