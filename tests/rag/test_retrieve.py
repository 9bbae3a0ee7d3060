from rag_helpers import make_article, make_passages, store

from rag.library import Library
from rag.retrieve import FusedRetriever, fuse
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


def test_the_retriever_is_a_langchain_retriever(library: Library) -> None:
    article = store(library, make_article("The dog barked.\n\nThe cat slept.\n\nThe vote was put off."))
    documents = FusedRetriever(library=library, k=2).invoke("did the cat sleep?")
    assert documents[0].page_content == "The cat slept."
    place = documents[0].metadata
    assert article.text[place["start"] : place["end"]] == "The cat slept."
    assert len(documents) == 2


def test_candidates_keep_to_the_scope(library: Library) -> None:
    store(library, make_article("The dog barked."))
    store(library, make_article("The dog slept.", article_id="a2"))
    found = FusedRetriever(library=library).candidates("dog", Scope(articles=("a2",)))
    assert [passage.text for passage in found] == ["The dog slept."]
