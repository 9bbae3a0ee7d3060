"""The embedded answerer for chains of one's own: LangChain documents in, a checked answer out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from langchain_core.documents import Document
from langchain_core.runnables import Runnable, RunnableLambda

from rag.cite.entail import load_entailment
from rag.library import Library
from rag.reader.answerer import Answerer
from rag.reader.evidence import Evidence, Text
from rag.reader.kinds import asked_of_each, parts
from rag.reader.read import Reader, Readings
from rag.reader.verify import verified_by_kind
from rag.retriever import to_passage
from rag.types import Answer, Passage


class Asked(TypedDict):
    """What the answerer takes.

    Attributes:
        question: standing alone.
        context: documents that :class:`rag.retriever.FusedRetriever` has found.
    """

    question: str
    context: Sequence[Document]


def build_answerer(library: Library, reader: Reader) -> Runnable[Asked, Answer]:
    """Make a runnable that answers from documents that were retrieved before.

    Args:
        library: where the documents come from; the words that are read and quoted are looked up there.
        reader: the model that reads them.

    Raises:
        NotInLibrary: when it runs, for a document that points at nothing stored.
        ValueError: when it runs, for a document of another retriever.
    """
    answerer = Answerer()

    def answer(asked: Asked) -> Answer:
        passages = [to_passage(document, library) for document in asked["context"]]
        read = [(part, _readings(reader, part, passages)) for part in parts(asked["question"])]
        ids = {passage.span.article for passage in passages}
        texts = {article_id: Text(library.article(article_id)) for article_id in ids}
        return answerer.answer(asked["question"], [Evidence(part, readings, texts) for part, readings in read])

    runnable: Runnable[Asked, Answer] = RunnableLambda(answer)
    return runnable


def _readings(reader: Reader, part: str, passages: Sequence[Passage]) -> Readings:
    """What the reader finds for one part of a question."""
    return verified_by_kind(part, reader.read(asked_of_each(part), passages), load_entailment())
