from langchain_core.embeddings import Embeddings
from rag_helpers import FewWordsEmbedder

from rag.embeddings import LangChainEmbeddings


def test_an_embedder_is_a_langchain_embeddings() -> None:
    embeddings = LangChainEmbeddings(FewWordsEmbedder())
    assert isinstance(embeddings, Embeddings)
    dog, cat = embeddings.embed_documents(["dog", "cat"])
    assert embeddings.embed_query("dog") == dog != cat
    assert len(dog) == FewWordsEmbedder.dimension
