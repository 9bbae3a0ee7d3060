from rag_helpers import make_article, store

from rag.library import Library
from rag.retriever import FusedRetriever


def test_the_retriever_is_a_langchain_retriever(library: Library) -> None:
    article = store(library, make_article("The dog barked.\n\nThe cat slept.\n\nThe vote was put off."))
    documents = FusedRetriever(library=library, k=2).invoke("did the cat sleep?")
    assert documents[0].page_content == "The cat slept."
    place = documents[0].metadata
    assert article.text[place["start"] : place["end"]] == "The cat slept."
    assert len(documents) == 2
