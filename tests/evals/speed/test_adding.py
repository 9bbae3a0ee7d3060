from pathlib import Path
from typing import Any

import pytest

from evals.speed.adding import add_files, adding, grow, vocabulary, write_articles
from ingest import extract
from rag.embeddings import LangChainEmbeddings
from rag.errors import PullquoteError
from rag.library import Library

WORDS = ["the", "rain", "of", "Monday", "dam", "and", "river", "council"]


def test_the_articles_are_always_the_same_and_all_different(tmp_path: Path) -> None:
    first = [file.read_text() for file in write_articles(tmp_path, 4, WORDS)]
    assert len(set(first)) == 4
    assert [file.read_text() for file in write_articles(tmp_path, 4, WORDS)] == first
    draft = extract(tmp_path / "000002.txt")
    assert draft.title == "Story number 2 of the day"
    assert 8 <= len(draft.blocks) <= 20


def test_both_add_every_article_and_the_ratios_are_of_sums(letters: Any) -> None:
    told = adding(9, WORDS, letters, LangChainEmbeddings(letters), rounds=2)
    assert told["articles"] == 9
    assert told["words"] > 9 * 8 * 8
    for ratio in (told["ours_to_embedding_alone"], told["tutorial_to_ours"]):
        assert ratio["repeats"] == 2
        assert ratio["low"] <= ratio["total"] <= ratio["high"]
    assert told["ours_to_embedding_alone_processor"]["repeats"] == 2
    assert told["ours_to_embedding_alone_processor"]["low"] > 0


def test_a_file_that_is_not_stored_ends_the_measurement(library: Library, letters: Any, tmp_path: Path) -> None:
    with pytest.raises(PullquoteError, match="was not added"):
        add_files([tmp_path / "missing.txt"], library, letters)


def test_memory_does_not_grow_with_the_articles() -> None:
    held = grow(240, slices=6)
    assert len(held) == 6
    assert held[-1] < held[1] + 20


def test_the_words_come_from_the_articles_of_the_suites() -> None:
    words = vocabulary()
    assert words.count("the") > 100
    assert "" not in words
