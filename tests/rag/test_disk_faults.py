"""What can befall a library on disk: it is noticed and said, half an index answers nothing, and it is mended."""

from __future__ import annotations

import logging
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest
from rag_helpers import FewWordsEmbedder, make_article, make_passages, store

from rag.embedded_index import EmbeddedIndex
from rag.errors import LibraryDamaged, LibraryError, LibraryUnwritable
from rag.library import Library
from rag.seal import Seal
from rag.types import Answer, Scope

PETS = "The dog barked at the dog.\n\nThe cat slept."
MANY = 1_100
"""Passages: Chroma writes its vector files from 1,000 on."""
DOGS, CATS = MANY // 2, MANY - MANY // 2


def fill(home: Path) -> None:
    """A closed library whose vectors are in files."""
    with Library.open(home, FewWordsEmbedder()) as library:
        store(library, make_article("\n\n".join(f"The dog barked {n} times." for n in range(DOGS)), article_id="dogs"))
        store(library, make_article("\n\n".join(f"The cat slept {n} times." for n in range(CATS)), article_id="cats"))


def found(library: Library) -> set[str]:
    """What a search for cats finds: nothing but cats, when the index is whole."""
    return {passage.span.article for passage in library.search_meaning("cat", 20, Scope())}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("filled") / "home"
    fill(home)
    assert list((home / "index").glob("*/data_level0.bin"))
    return home


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "home"))


def garble(file: Path, begin: float, end: float) -> None:
    data = bytearray(file.read_bytes())
    first, last = int(len(data) * begin), int(len(data) * end)
    data[first:last] = np.random.default_rng(1).bytes(last - first)
    file.write_bytes(data)


def vector_file(home: Path, name: str) -> Path:
    (file,) = (home / "index").glob(f"*/{name}")
    return file


def lose_some(home: Path) -> None:
    index = EmbeddedIndex(home / "index")
    index.remove([f"cats:1:{n}" for n in range(100)])
    index.close()


def exchange_some(home: Path) -> None:
    """As many vectors as there should be, but not the right ones."""
    index = EmbeddedIndex(home / "index")
    stranger = make_article("The cat slept.\n\nThe cat ate.", article_id="strangers")
    index.remove(["cats:1:0", "cats:1:1"])
    index.add([stranger], make_passages(stranger), FewWordsEmbedder().embed(["cat", "cat"]))
    index.close()


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "the index is lost": (lambda home: shutil.rmtree(home / "index"), "lacks 1100 of 1100"),
    "its database is lost": (lambda home: (home / "index" / "chroma.sqlite3").unlink(), "lacks 1100 of 1100"),
    "its database is cut": (lambda home: os.truncate(home / "index" / "chroma.sqlite3", 100_000), "cannot be used"),
    "its database is garbled": (lambda home: garble(home / "index" / "chroma.sqlite3", 0, 0.9), "cannot be used"),
    "its vectors are lost": (lambda home: shutil.rmtree(vector_file(home, "header.bin").parent), "is damaged"),
    "its vectors are cut": (lambda home: os.truncate(vector_file(home, "data_level0.bin"), 9_000), "is damaged"),
    "its vectors are garbled": (lambda home: garble(vector_file(home, "data_level0.bin"), 0.3, 0.6), "is damaged"),
    "one bit is wrong": (lambda home: garble(vector_file(home, "data_level0.bin"), 0.5, 0.50003), "is damaged"),
    "its graph is garbled": (lambda home: garble(vector_file(home, "link_lists.bin"), 0, 1), "is damaged"),
    "its names are garbled": (lambda home: garble(vector_file(home, "index_metadata.pickle"), 0.2, 0.8), "is damaged"),
    "some vectors are lost": (lose_some, "lacks 100 of 1100"),
    "some are others'": (exchange_some, "lacks 2 of 1100"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_index_is_noticed_said_and_made_anew(home: Path, what: str, caplog: pytest.LogCaptureFixture) -> None:
    damage, said = DAMAGE[what]
    damage(home)
    with Library.open(home, FewWordsEmbedder()) as library:
        assert found(library) == {"cats"}
        assert said in caplog.text
        assert library.agrees()
        assert library.index.ids() == library._record.passage_ids()
    caplog.clear()
    with Library.open(home, FewWordsEmbedder()) as library:
        assert found(library) == {"cats"}
    assert caplog.text == ""


@pytest.mark.parametrize("what", DAMAGE)
def test_reindex_mends_a_damaged_index_without_looking_at_it(home: Path, what: str) -> None:
    DAMAGE[what][0](home)
    with Library.open(home, FewWordsEmbedder()) as library:
        assert library.reindex() == MANY
        assert found(library) == {"cats"}
        assert library.agrees()
    assert sorted(path.name for path in home.iterdir()) == ["index", "index.seal", "lock", "record.sqlite"]


def test_vectors_that_were_damaged_after_a_crash_are_noticed(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The process that used them was killed, so checksums that are wrong say nothing: the index is tried out."""
    Seal(home / "index").keep(closed=False)
    garble(vector_file(home, "data_level0.bin"), 0.3, 0.6)
    with Library.open(home, FewWordsEmbedder()) as library:
        assert found(library) == {"cats"}
    assert "is damaged" in caplog.text


def test_vectors_that_a_killed_process_wrote_are_kept(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    (home / "index.seal").unlink()
    with Library.open(home, FewWordsEmbedder()) as library:
        assert found(library) == {"cats"}
    assert caplog.text == ""


def test_the_vectors_of_a_large_index_are_not_read_again_at_each_change(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.seal._MOST", 0)
    killed = tmp_path / "killed"
    with Library.open(home, FewWordsEmbedder()) as library:
        library.open_index()
        before = (home / "index.seal").read_bytes()
        store(library, make_article("\n\n".join(f"The dog ran {n} times." for n in range(MANY)), article_id="runs"))
        assert (home / "index.seal").read_bytes() == before
        shutil.copytree(home, killed)
        assert Seal(killed / "index").state() == "unsure"
    assert Seal(home / "index").state() == "sound"
    with Library.open(killed, FewWordsEmbedder()) as library:
        assert found(library) == {"cats"}
        assert library.index.ids() == library._record.passage_ids()


def test_an_index_that_goes_while_it_is_open_is_made_anew(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Library.open(home, FewWordsEmbedder()) as library:
        assert found(library) == {"cats"}
        shutil.rmtree(home / "index")
        assert not library.agrees()
        assert found(library) == {"cats"}
        assert library.agrees()
    assert "has gone while it was open" in caplog.text


def test_vectors_that_go_while_it_is_open_are_an_error_until_a_reindex(home: Path) -> None:
    with Library.open(home, FewWordsEmbedder()) as library:
        library.index._collection.delete(ids=[f"cats:1:{n}" for n in range(CATS)])
        library.index._collection.delete(ids=[f"dogs:1:{n}" for n in range(DOGS)])
        assert not library.agrees()
        library.reindex()
        assert found(library) == {"cats"}


def read_all(home: Path) -> None:
    with Library.open(home, FewWordsEmbedder()) as library:
        for article in library.articles():
            library.passages(article.id)
        library.search_words("cat", 5)


@pytest.mark.parametrize("left", [0.0, 0.3, 0.7, 0.98])
def test_a_record_that_is_cut_is_told_with_its_mend(home: Path, left: float) -> None:
    file = home / "record.sqlite"
    os.truncate(file, max(50, int(file.stat().st_size * left)))
    with pytest.raises(LibraryDamaged, match="pullquote restore"):
        read_all(home)


def test_a_record_that_is_garbled_is_told_with_its_mend(home: Path) -> None:
    garble(home / "record.sqlite", 0.1, 0.9)
    with pytest.raises(LibraryDamaged, match="pullquote restore"):
        read_all(home)


@contextmanager
def no_file_longer_than(length: int) -> Iterator[None]:
    """What is written behind that place of any file is refused by the system, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 30_000, 100_000, 250_000])
def test_a_full_disk_is_told_and_loses_nothing_that_was_stored(tmp_path: Path, room: int) -> None:
    home, stored = tmp_path / "home", []
    with Library.open(home, FewWordsEmbedder()) as library:
        store(library, make_article(PETS, article_id="first"))
        stored.append("first")
        largest = max(file.stat().st_size for file in home.rglob("*") if file.is_file())
        with no_file_longer_than(largest + room):
            with pytest.raises(LibraryUnwritable, match=r"cannot be written .* Make room"):  # noqa: PT012
                for number in range(1_000):
                    text = f"The cat slept {number} times. " * 40 + f"\n\nRain fell on {number} dogs. " * 40
                    store(library, make_article(text, article_id=f"n{number}"))
                    stored.append(f"n{number}")
            assert library.article("first").text == PETS
            with suppress(LibraryError):  # said, rather than answered from an index that does not agree
                assert "dog" in library.search_meaning("dog", 1)[0].text
        store(library, make_article(PETS, article_id="later"))
        stored.append("later")
        assert library.search_meaning("cat", 2)
        assert library.agrees()
    with Library.open(home, FewWordsEmbedder()) as library:
        assert {article.id for article in library.articles()} == set(stored)
        assert library.index.ids() == library._record.passage_ids()


def test_a_conversation_on_a_full_disk_is_told(tmp_path: Path) -> None:
    with Library.open(tmp_path, FewWordsEmbedder()) as library:
        mine = library.conversations("me")
        mine.save("c", 0, Answer("who?", "Ann"))
        with no_file_longer_than(1_000), pytest.raises(LibraryUnwritable):
            mine.save("c", 1, Answer("when?", "Friday"))
        mine.save("c", 1, Answer("where?", "Kyiv"))
        assert [answer.text for answer in mine.open("c")] == ["Ann", "Kyiv"]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, whom no directory is closed to."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.mark.parametrize("there", [False, True])
def test_a_directory_that_may_not_be_written_to_is_told(there: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to others
        home = Path(folder)
        if there:
            with Library.open(home, FewWordsEmbedder()) as library:
                store(library, make_article(PETS))
        for path in (home, *home.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        with as_nobody(), pytest.raises(LibraryUnwritable, match="let your user write there"):
            Library.open(home / ("" if there else "new"), FewWordsEmbedder())
        home.chmod(0o755)
        for path in home.rglob("*"):
            path.chmod(0o755)
        with Library.open(home, FewWordsEmbedder()) as library:
            assert library.count() == int(there)


def test_a_library_can_be_moved_while_nothing_uses_it(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    moved = home.rename(home.with_name("elsewhere"))
    with Library.open(moved, FewWordsEmbedder()) as library:
        assert found(library) == {"cats"}
    assert caplog.text == ""


def test_a_library_that_is_moved_while_it_is_open_is_not_written_to(home: Path) -> None:
    with Library.open(home, FewWordsEmbedder()) as library:
        found(library)
        moved = home.rename(home.with_name("elsewhere"))
        assert not library.agrees()
        with pytest.raises(LibraryDamaged, match="was moved or deleted while it was open"):
            library.conversations("me")
        with pytest.raises(LibraryError):
            store(library, make_article(PETS, article_id="lost"))
    with Library.open(moved, FewWordsEmbedder()) as library:
        assert {article.id for article in library.articles()} == {"cats", "dogs"}
        assert found(library) == {"cats"}


def test_a_clock_that_is_behind_the_library_is_told(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    later = time.time() + 3 * 24 * 3600
    os.utime(home / "record.sqlite", (later, later))
    with caplog.at_level(logging.WARNING), Library.open(home, FewWordsEmbedder()) as library:
        assert library.count() == 2
    assert "the clock is slow now, or was fast then" in caplog.text
