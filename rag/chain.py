"""The chain: a LangChain runnable from a :class:`~rag.types.Question` to an :class:`~rag.types.Answer`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from typing import Any, TypedDict, TypeVar

from langchain_core.runnables import Runnable, RunnableBranch, RunnableGenerator, RunnableLambda, RunnablePassthrough

from rag import smalltalk
from rag.embed import Embedder
from rag.errors import QuestionError
from rag.followup import standalone
from rag.library import Library
from rag.reader.answerer import Answerer
from rag.reader.answers import record, summary
from rag.reader.compose import from_drafts, not_said, refused
from rag.reader.evidence import Evidence, Text
from rag.reader.kinds import Kind, kind_of, parts
from rag.reader.read import Reader, Readings
from rag.retrieve import FusedRetriever
from rag.types import Answer, Passage, Question, RefusalReason

LONGEST_QUESTION = 1_000
"""Characters of the longest question that is taken."""
MOST_SUMMARIZED = 3
"""Articles that one summary or one question about the record covers."""

Value = TypeVar("Value")


class State(TypedDict, total=False):
    """What the stages hand on."""

    question: Question
    text: str
    parts: list[str]
    candidates: list[list[Passage]]
    readings: list[Readings]
    timings: dict[str, float]


def build_chain(library: Library, embedder: Embedder, reader: Reader) -> Runnable[Question, Answer]:
    """Put the stages in a row.

    ``invoke`` returns the whole answer; ``stream`` yields it as it grows, the last one complete. The async forms do
    the same.

    Args:
        library: the articles to answer from.
        embedder: the one that the library was opened with.
        reader: the embedded answerer's model.
    """
    return _Stages(library, embedder, reader).chain()


class _Stages:
    def __init__(self, library: Library, embedder: Embedder, reader: Reader) -> None:
        self._library = library
        self._embedder = embedder
        self._reader = reader
        self._retriever = FusedRetriever(library=library)
        self._answerer = Answerer()

    def chain(self) -> Runnable[Question, Answer]:
        answering: Runnable[Any, Answer] = RunnableGenerator(self._stream, self._astream)
        read_and_answer = (
            RunnablePassthrough.assign(candidates=_timed("retrieve", self._retrieve))
            | RunnablePassthrough.assign(readings=_timed("read", self._read))
            | answering
        )
        answered: Runnable[Any, Answer] = RunnableBranch[Any, Answer](
            (lambda state: smalltalk.reply(state["text"]) is not None, RunnableLambda(self._small_talk)),
            (lambda _: self._library.count() == 0, RunnableLambda(self._nothing_to_read)),
            (lambda state: record.field_asked(state["text"]) is not None, RunnableLambda(self._from_record)),
            (lambda state: kind_of(state["text"]) is Kind.SUMMARY, RunnableLambda(self._summarize)),
            read_and_answer,
        )
        chain: Runnable[Any, Any] = RunnableLambda(_understand) | answered
        return chain.with_types(input_type=Question, output_type=Answer)

    def _retrieve(self, state: State) -> list[list[Passage]]:
        return [self._retriever.candidates(part, state["question"].scope) for part in state["parts"]]

    def _read(self, state: State) -> list[Readings]:
        pairs = zip(state["parts"], state["candidates"], strict=True)
        return [self._reader.read(part, candidates) for part, candidates in pairs]

    def _answer(self, state: State) -> Iterator[Answer]:
        began = time.perf_counter()
        texts = self._texts(state["readings"])
        pairs = zip(state["parts"], state["readings"], strict=True)
        evidence = [Evidence(part, readings, texts) for part, readings in pairs]
        answer = self._answerer.answer(state["text"], evidence)
        state["timings"]["answer"] = time.perf_counter() - began
        # The words first, then the proof.
        yield _finished(replace(answer, statements=()), state)
        yield _finished(answer, state)

    def _stream(self, states: Iterator[State]) -> Iterator[Answer]:
        state = State()
        for part in states:  # the stages before hand the state on piece by piece
            state.update(part)
        yield from self._answer(state)

    async def _astream(self, states: AsyncIterator[State]) -> AsyncIterator[Answer]:
        state = State()
        async for part in states:
            state.update(part)
        answers = self._answer(state)
        while (answer := await asyncio.to_thread(next, answers, None)) is not None:
            yield answer

    def _texts(self, readings: list[Readings]) -> dict[str, Text]:
        ids = {passage.span.article for part in readings for passage in part.passages}
        return {article_id: Text(self._library.article(article_id)) for article_id in ids}

    def _small_talk(self, state: State) -> Answer:
        reply = smalltalk.reply(state["text"]) or ""
        return _finished(Answer(state["text"], reply, confidence=1.0, answerer="small talk"), state)

    def _nothing_to_read(self, state: State) -> Answer:
        text = "The library is empty. Add an article first: paste its text, or give a file."
        return _finished(refused(state["text"], RefusalReason.EMPTY_LIBRARY, text, None, 1.0), state)

    def _from_record(self, state: State) -> Answer:
        field = record.field_asked(state["text"]) or ""
        articles = record.meant(state["text"], self._library.articles(state["question"].scope))[:MOST_SUMMARIZED]
        words = record.describe(field, articles)
        if words is None:
            answer = refused(state["text"], RefusalReason.NOT_SAID, record.unknown(field), None, 1.0)
        else:
            answer = Answer(state["text"], words, confidence=1.0)
        return _finished(replace(answer, answerer="record"), state)

    def _summarize(self, state: State) -> Answer:
        began = time.perf_counter()
        articles = self._library.articles(state["question"].scope)[:MOST_SUMMARIZED]
        drafts = [draft for a in articles if (draft := summary.answer(Text(a), self._embedder))]
        state["timings"]["answer"] = time.perf_counter() - began
        if not drafts:
            return _finished(not_said(state["text"], None, 1.0), state)
        return _finished(from_drafts(state["text"], drafts, 1.0, self._library.words), state)


def _understand(question: Question | str) -> State:
    asked = Question(question) if isinstance(question, str) else question
    if not asked.text.strip():
        raise QuestionError("The question is empty. Type what you want to know about the article.")
    if len(asked.text) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(asked.text):,} characters; at most {LONGEST_QUESTION:,} are read. Ask it shorter."
        )
    began = time.perf_counter()
    text = standalone(asked).text
    return State(question=asked, text=text, parts=parts(text), timings={"understand": time.perf_counter() - began})


def _timed(stage: str, work: Callable[[State], Value]) -> Runnable[Any, Value]:
    """A stage that notes how long it took."""

    def run(state: State) -> Value:
        began = time.perf_counter()
        value = work(state)
        state["timings"][stage] = time.perf_counter() - began
        return value

    return RunnableLambda(run)


def _finished(answer: Answer, state: State) -> Answer:
    """The answer under the question as asked, with the time that each stage took."""
    return replace(answer, question=state["question"].text, understood=state["text"], timings=state["timings"])
