"""Retrieval for LangChain: a retriever over a library, and passages as documents."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.library import Library
from rag.retrieve import CANDIDATES, candidates
from rag.types import Passage, Scope, Span


class FusedRetriever(BaseRetriever):
    """LangChain retriever over a library.

    Attributes:
        library: where to search.
        k: how many candidates.
        scope: which articles.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = CANDIDATES
    scope: Scope = Scope()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [to_document(passage) for passage in candidates(self.library, query, self.scope, self.k)]


def to_document(passage: Passage) -> Document:
    """A passage as LangChain's document; the metadata locate it."""
    span = passage.span
    place = {"article": span.article, "version": span.version, "start": span.start, "end": span.end}
    return Document(page_content=passage.text, id=passage.id, metadata=place)


def to_passage(document: Document, library: Library) -> Passage:
    """The passage that :func:`to_document` made a document of; its words are looked up anew.

    Raises:
        NotInLibrary: it points at nothing stored.
        ValueError: it was not made of a passage.
    """
    try:
        span = Span(*(document.metadata[name] for name in ("article", "version", "start", "end")))
    except (KeyError, TypeError) as error:
        raise ValueError("The document does not say where it stands. Take those of FusedRetriever.") from error
    return Passage(document.id or "", span, library.words(span))
