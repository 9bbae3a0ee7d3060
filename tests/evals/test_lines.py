import gzip
from operator import itemgetter
from pathlib import Path

import pytest

from evals.lines import read_lines
from rag.errors import SuiteError


@pytest.mark.parametrize("name", ["set.jsonl", "set.jsonl.gz"])
def test_every_line_is_made_into_what_is_wanted(tmp_path: Path, name: str) -> None:
    text = b'{"a": 1}\n\n{"a": 2}\n'
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    assert list(read_lines(tmp_path / name, itemgetter("a"), "an a")) == [1, 2]


@pytest.mark.parametrize("line", ["{", "[]", "{}", "null"])
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f'{{"a": 1}}\n\n{line}\n')
    with pytest.raises(SuiteError, match=r"set\.jsonl, line 3: not an a \("):
        list(read_lines(path, itemgetter("a"), "an a"))


@pytest.mark.parametrize("data", [gzip.compress(b"{}\n" * 99)[:-9], gzip.compress(b"{}\n")[:10] + b"xxxx", b"\xff"])
def test_a_damaged_file_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "set.jsonl.gz"
    path.write_bytes(data)
    with pytest.raises(SuiteError, match=r"set\.jsonl\.gz cannot be read"):
        list(read_lines(path, dict, "an object"))
    with pytest.raises(SuiteError, match=r"none\.jsonl cannot be read"):
        list(read_lines(tmp_path / "none.jsonl", dict, "an object"))
