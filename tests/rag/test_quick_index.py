from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from rag_helpers import FewWordsEmbedder, make_article, store

from rag.library import Library
from rag.quick_index import open_quickly
from rag.types import Scope

PETS = "The dog barked at the dog.\n\nThe cat slept.\n\nA café served “dog” biscuits daily."
WEATHER = "Rain fell in the north.\n\nThe vote was put off."
SCOPES = [Scope(), Scope(articles=("a1",)), Scope(publishers=("Post",), since=dt.date(2025, 1, 1)), Scope(("none",))]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "home", FewWordsEmbedder()) as library:
        store(library, make_article(PETS, publisher="Post", published=dt.date(2025, 1, 2)))
        store(library, make_article(WEATHER, article_id="a2"))
    return tmp_path / "home"


def found(library: Library) -> list[list[str]]:
    return [[p.id for p in library.search_meaning(q, 4, scope)] for q in ("cat", "vote") for scope in SCOPES]


def test_the_same_is_found_as_in_the_whole_index(home: Path) -> None:
    with Library.open(home, FewWordsEmbedder()) as library:
        quick = found(library)
        assert (library._opened_index, library._quick_index is None) == (None, False)
        library.open_index()
        assert library._quick_index is None
        assert found(library) == quick
    assert list(map(len, quick)) == [4, 3, 3, 0] * 2


def test_chroma_is_not_imported_to_search(home: Path) -> None:
    program = """
import sys; from pathlib import Path; sys.path.insert(0, "tests/rag")
from rag_helpers import FewWordsEmbedder; from rag.library import Library
with Library.open(Path(sys.argv[1]), FewWordsEmbedder()) as library:
    print(library.search_meaning("cat", 1)[0].text, "chromadb" in sys.modules)
"""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", program, str(home)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert done.stdout == "The cat slept. False\n"


def test_what_is_added_after_a_search_is_found(home: Path) -> None:
    with Library.open(home, FewWordsEmbedder()) as library:
        found(library)
        store(library, make_article("The cat came back.", article_id="a3"))
        assert {p.text for p in library.search_meaning("cat", 2)} == {"The cat slept.", "The cat came back."}
        library.remove("a3")
    with Library.open(home, FewWordsEmbedder()) as library:
        assert library.search_meaning("cat", 1)[0].text == "The cat slept."
        assert library._opened_index is None


def test_the_files_are_sound_after_a_search(home: Path) -> None:
    for _ in range(3):
        with Library.open(home, FewWordsEmbedder()) as library:
            found(library)
            assert library._opened_index is None


def test_an_index_of_another_model_or_with_other_vectors_is_opened_as_a_whole(home: Path, caplog) -> None:
    other = FewWordsEmbedder("another")
    with Library.open(home, other) as library:
        found(library)
        assert library._opened_index is not None
        ids = library.index.ids()
    assert "The embedding model has changed" in caplog.text
    assert open_quickly(home / "index", ids | {"a9:1:0"}) is None
    quick = open_quickly(home / "index", ids)
    assert quick is not None
    quick.close()


def test_damaged_or_missing_files_are_mended_as_a_whole(home: Path, caplog) -> None:
    for file in (home / "index").glob("*/data_level0.bin"):
        file.write_bytes(b"garbage" * 100)
    (home / "index.seal").write_text('{"closed": true, "files": {}}')
    with Library.open(home, FewWordsEmbedder()) as library:
        assert library.search_meaning("cat", 1)[0].text == "The cat slept."
        assert library._opened_index is not None


def test_whatever_fails_in_the_rust_part_is_left_to_the_whole_package(home: Path, monkeypatch) -> None:
    class PanicException(BaseException): ...

    def fail(*_: object, **__: object) -> None:
        raise PanicException

    monkeypatch.setattr("chromadb_rust_bindings.SqliteDBConfig", fail)
    assert open_quickly(home / "index", set()) is None
    monkeypatch.undo()
    with Library.open(home, FewWordsEmbedder()) as library:
        quick = found(library)
        monkeypatch.setattr(library._quick_index, "_collection", "gone")
        assert found(library) == quick
        assert library._opened_index is not None


def test_a_stop_by_the_user_is_passed_on(home: Path, monkeypatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("chromadb_rust_bindings.Bindings", stop)
    with Library.open(home, FewWordsEmbedder()) as library, pytest.raises(KeyboardInterrupt):
        library.search_meaning("cat", 1)
