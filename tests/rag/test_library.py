import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import psycopg
import pytest
from rag_helpers import FewWordsEmbedder, make_article, make_passages, store

from rag.errors import LibraryBusy, NotInLibrary
from rag.library import Library
from rag.types import Entry, Scope, Span

PETS = "The dog barked at the dog.\n\nThe cat slept.\n\nA café in Zürich served “dog” biscuits 🐕 daily."
WEATHER = "Rain fell in the north.\n\nThe vote was put off."


def test_an_article_comes_back_as_it_was_stored(library: Library) -> None:
    article = make_article(
        PETS, url="https://example.org/a", publisher="The Post", authors=("Ann Lee",), published=dt.date(2025, 2, 20)
    )
    store(library, article)
    assert library.article("a1") == article
    assert library.by_url("https://example.org/a") == article
    assert library.by_text(article.sha256) == article
    assert library.count() == 1
    assert list(library.hashes()) == [("a1", article.sha256, "https://example.org/a")]


def test_passages_carry_the_words_of_their_spans(library: Library) -> None:
    store(library, make_article(PETS))
    passages = library.passages("a1")
    assert [passage.text for passage in passages] == PETS.split("\n\n")
    assert all(library.words(passage.span) == passage.text for passage in passages)


def test_words_past_the_end_are_an_error(library: Library) -> None:
    store(library, make_article(PETS))
    with pytest.raises(NotInLibrary):
        library.words(Span("a1", 1, 0, len(PETS) + 1))


@pytest.mark.parametrize("servers", ["files"], indirect=True)
@pytest.mark.parametrize(("column", "index"), [("url", "versions_by_url"), ("sha256", "versions_by_text")])
def test_an_article_is_looked_up_without_reading_all(library: Library, column: str, index: str) -> None:
    plan = library._record.rows(f"EXPLAIN QUERY PLAN SELECT * FROM versions WHERE {column} = 'x' AND latest = 1")  # noqa: S608
    assert [index in row["detail"] for row in plan] == [True]


def test_several_articles_are_stored_together_or_not_at_all(library: Library) -> None:
    store(library, make_article(PETS))
    new = make_article("The dog was found.", version=2)
    other = make_article(WEATHER, article_id="a2")
    entries = [Entry(article, tuple(make_passages(article))) for article in (new, other)]
    vectors = library._embedder.embed([p.text for entry in entries for p in entry.passages])
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
        library.add_all([*entries, Entry(new, ())], vectors)
    assert [article.version for article in library.articles()] == [1]
    library.add_all(entries, vectors)
    assert {(article.id, article.version) for article in library.articles()} == {("a1", 2), ("a2", 1)}
    assert library.index.ids() == library._record.passage_ids()
    assert library.search_meaning("vote", 1)[0].text == "The vote was put off."


def test_search_by_meaning_and_by_words(library: Library) -> None:
    store(library, make_article(PETS))
    store(library, make_article(WEATHER, article_id="a2"))
    assert library.search_meaning("cat", 1)[0].text == "The cat slept."
    assert library.search_words("who wanted the votes?", 5)[0].text == "The vote was put off."
    assert library.search_words("what is it?", 5) == []
    assert library.search_words('"quoted" AND (syntax* OR', 5) == []


def test_search_keeps_to_the_scope(library: Library) -> None:
    store(library, make_article(PETS, publisher="Post", published=dt.date(2025, 1, 1)))
    store(library, make_article(PETS + " More.", article_id="a2", publisher="Times", published=dt.date(2025, 3, 1)))
    scopes = [
        Scope(articles=("a2",)),
        Scope(publishers=("Times",)),
        Scope(since=dt.date(2025, 2, 1)),
        Scope(since=dt.date(2025, 2, 1), until=dt.date(2025, 3, 1)),
    ]
    for scope in scopes:
        for search in (library.search_meaning, library.search_words):
            assert {passage.span.article for passage in search("dog", 9, scope)} == {"a2"}
    assert library.search_words("dog", 9, Scope(until=dt.date(2024, 1, 1))) == []


def test_a_new_version_is_searched_and_the_old_one_stays_readable(library: Library) -> None:
    store(library, make_article(PETS))
    store(library, make_article("The dog was found.", version=2))
    assert library.article("a1").text == "The dog was found."
    assert library.words(Span("a1", 1, 0, 7)) == "The dog"
    assert [article.version for article in library.versions("a1")] == [1, 2]
    assert [passage.text for passage in library.search_meaning("dog", 9)] == ["The dog was found."]
    assert [passage.text for passage in library.search_words("dog", 9)] == ["The dog was found."]


def test_a_removed_article_leaves_nothing(library: Library) -> None:
    store(library, make_article(PETS))
    library.remove("a1")
    assert library.count() == 0
    assert library.search_meaning("dog", 9) == []
    assert library.search_words("dog", 9) == []
    with pytest.raises(NotInLibrary):
        library.article("a1")
    with pytest.raises(NotInLibrary):
        library.remove("a1")


def test_vectors_and_passages_must_be_as_many(library: Library) -> None:
    article = make_article(PETS)
    with pytest.raises(ValueError, match="3 passages, but 1 vectors"):
        library.add(article, make_passages(article), np.ones((1, 4), np.float32))


def test_vectors_without_a_record_are_swept_at_open(open_library) -> None:
    with open_library() as library:
        store(library, make_article(PETS))
        orphan = make_article(WEATHER, article_id="a2")
        library.index.add([orphan], make_passages(orphan), np.ones((2, 4), np.float32))
    with open_library() as library:
        assert library.index.ids() == {"a1:1:0", "a1:1:1", "a1:1:2"}


def test_lost_vectors_are_made_anew_at_open(open_library) -> None:
    with open_library() as library:
        store(library, make_article(PETS))
        library.index.remove(["a1:1:1"])
    with open_library() as library:
        assert library.search_meaning("cat", 1)[0].text == "The cat slept."


def test_a_lost_index_is_made_anew_at_open(tmp_path: Path) -> None:
    with Library.open(tmp_path, FewWordsEmbedder()) as library:
        store(library, make_article(PETS))
    shutil.rmtree(tmp_path / "index")
    with Library.open(tmp_path, FewWordsEmbedder()) as library:
        assert library.search_meaning("cat", 1)[0].text == "The cat slept."


def test_another_embedder_makes_all_vectors_anew(open_library) -> None:
    with open_library() as library:
        store(library, make_article(PETS))
        library.index.remove(["a1:1:1"])
    with open_library(FewWordsEmbedder(name="other")) as library:
        assert library.index.count() == 3


def test_reindex_makes_every_vector_and_reports_progress(library: Library) -> None:
    store(library, make_article(PETS))
    store(library, make_article(WEATHER, article_id="a2"))
    seen: list[tuple[int, int]] = []
    assert library.reindex(lambda done, of: seen.append((done, of))) == 5
    assert seen == [(1, 2), (2, 2)]
    assert library.search_meaning("cat", 1)[0].text == "The cat slept."


def test_only_one_process_owns_a_library(tmp_path: Path) -> None:
    with Library.open(tmp_path, FewWordsEmbedder()):
        code = (
            "import sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path\n"
            "from rag_helpers import FewWordsEmbedder\n"
            "from rag.library import Library; Library.open(Path(sys.argv[1]), FewWordsEmbedder())"
        )
        command = [sys.executable, "-c", code, str(tmp_path), str(Path(__file__).parent)]
        other = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own code
    assert other.returncode != 0
    assert "LibraryBusy" in other.stderr
    assert "in use by process" in other.stderr


def test_a_second_open_in_the_same_process_is_busy_too(tmp_path: Path) -> None:
    with Library.open(tmp_path, FewWordsEmbedder()), pytest.raises(LibraryBusy):
        Library.open(tmp_path, FewWordsEmbedder())


def test_articles_that_share_a_band_are_found_until_they_go(library):
    first, other = make_article("It rained.", article_id="a1"), make_article("It snowed.", article_id="a2")
    for article, bands in ((first, ["x", "y"]), (other, ["z"])):
        passages = make_passages(article)
        library.add(article, passages, library._embedder.embed([p.text for p in passages]), bands)
    assert library.sharing(["y", "q"]) == [first]
    library.remove("a1")
    assert library.sharing(["x", "y"]) == []


def on_disk(home: Path) -> int:
    return sum(file.stat().st_size for file in home.rglob("*") if file.is_file())


def grow(library: Library, articles: int) -> None:
    """Add articles of 20 passages, each with a word of its own."""
    texts = [
        "\n\n".join(f"Word{n} of vote {p} on rain was heard {n * p} times." for p in range(20)) for n in range(articles)
    ]
    made = [make_article(text, article_id=f"a{n}") for n, text in enumerate(texts)]
    entries = [Entry(article, tuple(make_passages(article))) for article in made]
    vectors = np.random.default_rng(1).normal(size=(20 * articles, 384)).astype(np.float32)
    library.add_all(entries, vectors)


def test_removing_gives_the_disk_space_back_and_leaves_no_trace(tmp_path):
    with Library.open(tmp_path, FewWordsEmbedder()) as library:
        empty = on_disk(tmp_path)
        grow(library, 150)
        full = on_disk(tmp_path) - empty
        library.remove(*(f"a{n}" for n in range(2, 150)))
        assert on_disk(tmp_path) - empty < 0.1 * full
        assert {passage.span.article for passage in library.search_words("vote", 99)} == {"a0", "a1"}
        assert library.index.ids() == library._record.passage_ids()
    held = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert not any(b"Word77" in data or b"word77" in data for data in held)
    assert any(b"Word1 " in data for data in held)


def test_a_large_library_is_tidied_when_it_is_closed(tmp_path, monkeypatch):
    monkeypatch.setattr("rag.vacuum._SMALL", 0)
    with Library.open(tmp_path, FewWordsEmbedder()) as library:
        grow(library, 60)
        library.remove("a7")
        assert any(b"Word7 " in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert not any(b"Word7 " in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_questions_are_answered_while_the_index_is_written_anew(tmp_path, monkeypatch):
    monkeypatch.setattr("rag.embedded_index._ROOM_TO_SPARE", 0)
    with Library.open(tmp_path, FewWordsEmbedder()) as library, ThreadPoolExecutor(1) as other:
        grow(library, 60)
        query = [1.0] * 384
        found = other.submit(lambda: [library.index.search(query, 5, Scope()) for _ in range(400)])
        library.remove(*(f"a{n}" for n in range(50)))
        assert {len(ids) for ids in found.result()} == {5}


def test_an_article_and_its_copies_know_each_other(library):
    first = store(library, make_article("It rained.", article_id="a1"))
    copies = [store(library, make_article("It rained!", article_id=f"a{n}", copy_of="a1")) for n in (2, 3)]
    store(library, make_article("It snowed.", article_id="a4"))
    assert library.copies(first) == copies
    assert library.copies(copies[0]) == [first, copies[1]]
    assert library.originals(["a1", "a3", "a4"]) == {"a3": "a1"}
    assert library.originals([]) == {}


def test_the_oldest_copy_takes_the_place_of_a_removed_original(library):
    store(library, make_article("It rained.", article_id="a1"))
    for number in (4, 2, 3):
        stored_on = dt.datetime(2026, 2, number, tzinfo=dt.UTC)
        store(library, make_article("It rained!", article_id=f"a{number}", copy_of="a1", fetched=stored_on))
    library.remove("a1")
    assert [library.article(f"a{number}").copy_of for number in (2, 3, 4)] == [None, "a2", "a2"]


def test_several_are_removed_at_once_or_none(library):
    for number in range(3):
        store(library, make_article(WEATHER, article_id=f"a{number}"))
    with pytest.raises(NotInLibrary):
        library.remove("a0", "unknown")
    assert library.count() == 3
    library.remove("a0", "a2")
    assert [article.id for article in library.articles()] == ["a1"]
    assert library.index.ids() == {"a1:1:0", "a1:1:1"}
