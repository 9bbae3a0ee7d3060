from __future__ import annotations

import stat
from pathlib import Path

import pytest
from rag_helpers import FewWordsEmbedder

from rag import owner
from rag.errors import LibraryBusy
from rag.library import Library
from rag.owner import Owner


def test_what_is_written_is_read_by_its_user_alone(tmp_path: Path) -> None:
    written = Owner(7, "pullquote serve", "http://127.0.0.1:1/", "secret")
    owner.write(tmp_path, written)
    assert owner.read(tmp_path) == written
    assert stat.S_IMODE((tmp_path / "owner.json").stat().st_mode) == 0o600
    owner.forget(tmp_path)
    assert owner.read(tmp_path) is None


@pytest.mark.parametrize("content", ["", "[]", "null", '{"pid": 1, "more": 2}', "{"])
def test_a_file_that_says_nothing_is_nobody(tmp_path: Path, content: str) -> None:
    (tmp_path / "owner.json").write_text(content)
    assert owner.read(tmp_path) is None


def test_a_library_names_its_owner_and_where_it_answers(tmp_path: Path) -> None:
    with Library.open(tmp_path, FewWordsEmbedder()) as library:
        library.announce("http://127.0.0.1:1/", "secret")
        said = owner.read(tmp_path)
        assert (said.url, said.key) == ("http://127.0.0.1:1/", "secret")
        with pytest.raises(LibraryBusy, match=f"in use by process {said.pid}"):
            Library.open(tmp_path, FewWordsEmbedder())
    assert owner.read(tmp_path) is None
