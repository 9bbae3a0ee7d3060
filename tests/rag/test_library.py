import datetime as dt
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from rag_helpers import FewWordsEmbedder, make_article, make_passages, store

from rag.errors import LibraryBusy, NotInLibrary
from rag.library import Library
from rag.types import Scope, Span

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


def test_passages_carry_the_words_of_their_spans(library: Library) -> None:
    store(library, make_article(PETS))
    passages = library.passages("a1")
    assert [passage.text for passage in passages] == PETS.split("\n\n")
    assert all(library.words(passage.span) == passage.text for passage in passages)


def test_words_past_the_end_are_an_error(library: Library) -> None:
    store(library, make_article(PETS))
    with pytest.raises(NotInLibrary):
        library.words(Span("a1", 1, 0, len(PETS) + 1))


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


def test_vectors_without_a_record_are_swept_at_open(tmp_path: Path) -> None:
    with Library.open(tmp_path, FewWordsEmbedder()) as library:
        store(library, make_article(PETS))
        orphan = make_article(WEATHER, article_id="a2")
        library._index.add(orphan, make_passages(orphan), np.ones((2, 4), np.float32))
    with Library.open(tmp_path, FewWordsEmbedder()) as library:
        assert library._index.ids() == {"a1:1:0", "a1:1:1", "a1:1:2"}


def test_lost_vectors_are_made_anew_at_open(tmp_path: Path) -> None:
    with Library.open(tmp_path, FewWordsEmbedder()) as library:
        store(library, make_article(PETS))
        library._index.clear()
    with Library.open(tmp_path, FewWordsEmbedder()) as library:
        assert library.search_meaning("cat", 1)[0].text == "The cat slept."


def test_another_embedder_makes_all_vectors_anew(tmp_path: Path) -> None:
    with Library.open(tmp_path, FewWordsEmbedder()) as library:
        store(library, make_article(PETS))
        library._index.remove(["a1:1:1"])
    with Library.open(tmp_path, FewWordsEmbedder(name="other")) as library:
        assert library._index.count() == 3


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


def test_removing_gives_the_disk_space_back_and_leaves_no_trace(library, tmp_path):
    store(library, make_article("A vote on rain. " * 20_000 + "Zanzibar.", article_id="a1"))
    home = tmp_path / "home"
    full = sum(file.stat().st_size for file in home.glob("record.sqlite*"))
    library.remove("a1")
    assert sum(file.stat().st_size for file in home.glob("record.sqlite*")) < full / 2
    assert not any(b"Zanzibar" in file.read_bytes() for file in home.glob("record.sqlite*"))


def test_a_copy_whose_original_is_removed_stands_alone(library):
    store(library, make_article("It rained.", article_id="a1"))
    store(library, make_article("It rained!", article_id="a2", copy_of="a1"))
    library.remove("a1")
    assert library.article("a2").copy_of is None
