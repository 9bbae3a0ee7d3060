import pytest
from rag_helpers import make_article, make_passages, store

from rag.library import Library
from rag.retrieve import FEW, Way, all_when_few, candidates, fuse, once, to_read
from rag.types import Scope

PASSAGES = make_passages(make_article("a\n\nb\n\nc\n\nd"))
A, B, C, D = PASSAGES


def test_fusing_prefers_what_both_lists_have() -> None:
    assert fuse([([A, B], 1.0), ([B, C], 1.0)]) == [B, A, C]


def test_fusing_weighs_the_lists() -> None:
    assert fuse([([A], 1.0), ([B], 0.5)]) == [A, B]
    assert fuse([([A], 0.5), ([B], 1.0)]) == [B, A]


def test_fusing_nothing_is_nothing() -> None:
    assert fuse([([], 1.0), ([], 1.0)]) == []


def test_candidates_keep_to_the_scope(library: Library) -> None:
    store(library, make_article("The dog barked."))
    store(library, make_article("The dog slept.", article_id="a2"))
    found = candidates(library, "dog", Scope(articles=("a2",)))
    assert [passage.text for passage in found] == ["The dog slept."]


def test_what_copies_of_a_report_share_stands_there_once(library: Library) -> None:
    report = "The dog barked all night.\n\nThe cat slept through the vote."
    store(library, make_article(report))
    store(library, make_article(report + "\n\nThe dog was found in the north.", article_id="a2", copy_of="a1"))
    store(library, make_article("The dog barked all night.", article_id="a3"))
    found = candidates(library, "dog")
    assert sorted((passage.span.article, passage.text) for passage in found) == [
        ("a1", "The cat slept through the vote."),
        ("a1", "The dog barked all night."),
        ("a2", "The dog was found in the north."),
        ("a3", "The dog barked all night."),
    ]
    only_copy = candidates(library, "dog", Scope(articles=("a2",)))
    assert len(only_copy) == 3


def test_of_an_article_and_its_copy_the_article_is_kept_wherever_it_stands() -> None:
    copy = make_passages(make_article("The dog barked.", article_id="a2"))[0]
    original = make_passages(make_article("The dog barked."))[0]
    other = make_passages(make_article("The dog barked.", article_id="a3"))[0]
    assert once([copy, B, original], {"a2": "a1"}) == [original, B]
    assert once([copy, other], {"a2": "a1", "a3": "a1"}) == [copy]
    assert once([copy, original], {}) == [copy, original]


def test_what_words_find_needs_no_vectors_and_stands_there_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(library, make_article("\n\n".join(["The dog barked.", *(f"The cat slept {n} times." for n in range(FEW))])))
    store(library, make_article("The dog barked.\n\nRain fell.", article_id="a2", copy_of="a1"))
    monkeypatch.delattr(Library, "search_meaning")
    found = to_read(library, "dog", Scope(), words_first=True)
    assert [(p.span.article, p.text) for p in found.passages] == [("a1", "The dog barked.")]


def test_few_passages_are_all_taken_without_a_search(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    store(library, make_article("\n\n".join(f"The cat slept {n} times." for n in range(FEW))))
    store(library, make_article("The dog barked.", article_id="a2"))
    assert all_when_few(library, Scope()) is None
    monkeypatch.delattr(Library, "search_words")
    monkeypatch.delattr(Library, "search_meaning")
    assert all_when_few(library, Scope(articles=("a1",))) == library.passages("a1")
    assert all_when_few(library, Scope(publishers=("Nobody",))) == []


def test_how_passages_are_found(library: Library) -> None:
    for n in range(FEW):
        store(library, make_article(f"The cat slept {n} times.\n\nThe dog barked {n} times.", article_id=f"a{n}"))
    one = Scope(articles=("a1",))
    assert to_read(library, "dog", one, words_first=True) == (library.passages("a1"), Way.ALL, ())
    found = to_read(library, "dog", Scope(), words_first=True)
    assert found.way is Way.WORDS
    assert found.passages == list(found.by_words)
    assert len(found.passages) == FEW
    assert candidates(library, "dog", by_words=found.by_words) == candidates(library, "dog")
    both = (candidates(library, "dog"), Way.BOTH, ())
    assert to_read(library, "dog", Scope(), words_first=False) == both
    assert to_read(library, "hound", Scope(), words_first=True).way is Way.BOTH
