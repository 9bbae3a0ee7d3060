"""What people would use instead: the pipeline of LangChain's tutorial on question answering over documents.

RecursiveCharacterTextSplitter of 1,000 characters with 200 of overlap, all-MiniLM-L6-v2 by
sentence-transformers in float32, Chroma, the four nearest chunks; then this project's reader weights in
torch, so that the answers differ by the pipeline and not by the model, or a chat model that reads the chunks.
"""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import chromadb
from chromadb.api.client import Client
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.language_models import BaseChatModel

from evals.speed.torch_reader import TorchReader
from rag.errors import PullquoteError
from rag.types import Answer, Article, Citation, Question, Refusal, RefusalReason, Span, Statement, Verdict

CHUNK, OVERLAP, NEAREST = 1000, 200, 4
_PROMPT = """\
Use the following pieces of context to answer the question. If the answer is not in them, say that you don't know. \
Answer in at most three sentences.

{context}

Question: {question}
Answer:"""
_UNKNOWN = re.compile(
    r"\bdo(?:es)?(?:n['’]t| not) (?:know|say|mention|state|specify|provide|contain)\b"
    r"|\bnot (?:mentioned|provided|stated|specified|given) in the\b|\bno (?:mention|information)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer and the chunks that it rests on."""

    words: str
    chunks: tuple[Document, ...]


Answerer = Callable[[str, Sequence[Document]], Given | None]
"""Answers a question from chunks; None when they do not answer."""


def by_reader(reader: TorchReader) -> Answerer:
    """The best span of all chunks, unless "no answer" scores higher in all of them."""

    def answer(question: str, chunks: Sequence[Document]) -> Given | None:
        best = reader.read(question, [chunk.page_content for chunk in chunks])
        if best is None or best.score < 0:
            return None
        chunk = chunks[best.text]
        return Given(chunk.page_content[best.start : best.end], (chunk,))

    return answer


def by_chat(model: BaseChatModel) -> Answerer:
    """What a chat model says to the chunks and the question; it cites all that it was given."""

    def answer(question: str, chunks: Sequence[Document]) -> Given | None:
        context = "\n\n".join(chunk.page_content for chunk in chunks)
        # As a stream, because it is silence that runs into the limit on time, not a long answer.
        words = model.stream(_PROMPT.format(context=context, question=question))
        said = "".join(str(part.text) for part in words).strip()
        return None if not said or _UNKNOWN.search(said) else Given(said, tuple(chunks))

    return answer


class Tutorial:
    """The tutorial's pipeline, as something to ask.

    Args:
        home: where Chroma keeps its files.
        embeddings: the float32 model.
        answerer: answers from the nearest chunks; not needed to add articles.
    """

    def __init__(self, home: Path, embeddings: Embeddings, answerer: Answerer | None = None) -> None:
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
        self.answerer = answerer

    def add(self, articles: Sequence[Article]) -> int:
        """Split, embed and store articles; returns how many chunks they made."""
        documents = [
            Document(article.text, metadata={"article": article.id, "version": article.version}) for article in articles
        ]
        chunks = self._splitter.split_documents(documents)
        self._store.add_documents(chunks)
        return len(chunks)

    def ask(self, question: Question) -> Answer:
        """Answer from the nearest chunks, or refuse."""
        began = time.perf_counter()
        chunks = self._store.similarity_search(question.text, k=NEAREST, filter=_filter(question))
        retrieved = time.perf_counter()
        given = self.answerer(question.text, chunks) if self.answerer and chunks else None
        timings = {"retrieve": retrieved - began, "read": time.perf_counter() - retrieved}
        if given is None:
            words = "I don't know."
            refusal = Refusal(RefusalReason.NOT_SAID, words)
            return Answer(question.text, words, refusal=refusal, answerer="tutorial", timings=timings)
        cited = tuple(Citation(number, _span(chunk), "tutorial") for number, chunk in enumerate(given.chunks, 1))
        statement = Statement(given.words, cited, Verdict.SUPPORTED)
        return Answer(question.text, given.words, (statement,), answerer="tutorial", timings=timings)

    def close(self) -> None:
        """Let go of the directory."""
        self._client.close()


def _filter(question: Question) -> dict[str, Any] | None:
    articles = list(question.scope.articles)
    return {"article": {"$in": articles}} if articles else None


def _span(chunk: Document) -> Span:
    start = int(chunk.metadata["start_index"])
    return Span(chunk.metadata["article"], chunk.metadata["version"], start, start + len(chunk.page_content))
