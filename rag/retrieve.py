"""Candidates: the passages that may hold the answer, found by meaning and by words, fused by reciprocal rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.library import Library
from rag.types import Passage, Scope

RANK_CONSTANT = 60
"""The k of reciprocal rank fusion: ``1 / (k + rank)`` (Cormack, Clarke and Büttcher 2009)."""
WORDS_WEIGHT, MEANING_WEIGHT = 1.0, 0.7
"""News questions share names with their article, so the list found by words counts more."""


class FusedRetriever(BaseRetriever):
    """LangChain retriever over a library.

    Attributes:
        library: where to search.
        k: how many candidates.
        scope: which articles.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 16
    scope: Scope = Scope()

    def candidates(self, question: str, scope: Scope | None = None) -> list[Passage]:
        """The ``k`` best passages for a question, best first."""
        scope = self.scope if scope is None else scope
        depth = 3 * self.k
        by_words = self.library.search_words(question, depth, scope)
        by_meaning = self.library.search_meaning(question, depth, scope)
        return fuse([(by_words, WORDS_WEIGHT), (by_meaning, MEANING_WEIGHT)])[: self.k]

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [to_document(passage) for passage in self.candidates(query)]


def fuse(rankings: Sequence[tuple[Sequence[Passage], float]]) -> list[Passage]:
    """Weighted reciprocal rank fusion.

    Args:
        rankings: lists of passages, best first, each with its weight.

    Returns:
        Every passage of the lists once, best first.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    passages: dict[str, Passage] = {}
    for ranking, weight in rankings:
        for rank, passage in enumerate(ranking, start=1):
            scores[passage.id] += weight / (RANK_CONSTANT + rank)
            passages[passage.id] = passage
    return sorted(passages.values(), key=lambda passage: -scores[passage.id])


def to_document(passage: Passage) -> Document:
    """A passage as LangChain's document; the metadata locate it."""
    span = passage.span
    place = {"article": span.article, "version": span.version, "start": span.start, "end": span.end}
    return Document(page_content=passage.text, id=passage.id, metadata=place)
