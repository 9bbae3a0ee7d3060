"""What people would use instead: the pipeline of LangChain's tutorial on question answering over documents.

RecursiveCharacterTextSplitter of 1,000 characters with 200 of overlap, all-MiniLM-L6-v2 by
sentence-transformers in float32, Chroma, the four nearest chunks; then this project's reader weights in
torch, so that the answers differ by the pipeline and not by the model.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import chromadb
from chromadb.api.client import Client
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from evals.speed.torch_reader import TorchReader
from rag.errors import PullquoteError
from rag.types import Answer, Article, Citation, Question, Refusal, RefusalReason, Span, Statement, Verdict

CHUNK, OVERLAP, NEAREST = 1000, 200, 4


class Tutorial:
    """The tutorial's pipeline, as something to ask.

    Args:
        home: where Chroma keeps its files.
        embeddings: the float32 model.
        reader: reads the nearest chunks; not needed to add articles.
    """

    def __init__(self, home: Path, embeddings: Embeddings, reader: TorchReader | None = None) -> None:
        try:
            splitters = importlib.import_module("langchain_text_splitters")  # only this comparison needs it
        except ImportError as error:
            raise PullquoteError(
                "The comparison needs the tutorial's splitter: pip install langchain-text-splitters"
            ) from error
        self._splitter = splitters.RecursiveCharacterTextSplitter(
            chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True
        )
        client = chromadb.PersistentClient(str(home), Settings(anonymized_telemetry=False))
        self._client = cast(Client, client)
        self._store = Chroma("tutorial", embeddings, client=self._client)
        self._reader = reader

    def add(self, articles: Sequence[Article]) -> int:
        """Split, embed and store articles; returns how many chunks they made."""
        documents = [
            Document(article.text, metadata={"article": article.id, "version": article.version}) for article in articles
        ]
        chunks = self._splitter.split_documents(documents)
        self._store.add_documents(chunks)
        return len(chunks)

    def ask(self, question: Question) -> Answer:
        """Answer with the best span of the nearest chunks; refuse when "no answer" scores higher in all of them."""
        began = time.perf_counter()
        chunks = self._store.similarity_search(question.text, k=NEAREST, filter=_filter(question))
        retrieved = time.perf_counter()
        best = self._reader.read(question.text, [chunk.page_content for chunk in chunks]) if self._reader else None
        timings = {"retrieve": retrieved - began, "read": time.perf_counter() - retrieved}
        if best is None or best.score < 0:
            words = "I don't know."
            refusal = Refusal(RefusalReason.NOT_SAID, words)
            return Answer(question.text, words, refusal=refusal, answerer="tutorial", timings=timings)
        chunk = chunks[best.text]
        words = chunk.page_content[best.start : best.end]
        statement = Statement(words, (Citation(1, _span(chunk), "tutorial"),), Verdict.SUPPORTED)
        return Answer(question.text, words, (statement,), answerer="tutorial", timings=timings)

    def close(self) -> None:
        """Let go of the directory."""
        self._client.close()


def _filter(question: Question) -> dict[str, Any] | None:
    articles = list(question.scope.articles)
    return {"article": {"$in": articles}} if articles else None


def _span(chunk: Document) -> Span:
    start = int(chunk.metadata["start_index"])
    return Span(chunk.metadata["article"], chunk.metadata["version"], start, start + len(chunk.page_content))
