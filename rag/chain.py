"""The chain: a LangChain runnable from a :class:`~rag.types.Question` to an :class:`~rag.types.Answer`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from operator import itemgetter
from typing import Any

from langchain_core.runnables import Runnable, RunnableBranch, RunnableGenerator, RunnableLambda, RunnablePassthrough

from rag.in_thread import in_thread
from rag.stages import Stages, State
from rag.types import Answer, Question


def build_chain(stages: Stages) -> Runnable[Question, Answer]:
    """Put the stages in a row, as :meth:`rag.stages.Stages.stream` does.

    ``invoke`` returns the whole answer; ``stream`` yields it as it grows, the last one complete. The async forms do
    the same.
    """
    read_and_answer: Runnable[Any, Any] = (
        RunnablePassthrough.assign(candidates=_stage(stages.retrieve))
        | RunnablePassthrough.assign(readings=_stage(stages.read))
        | RunnableGenerator(*_streaming(stages))
    )
    chain: Runnable[Any, Any] = (
        _stage(stages.understand)
        | RunnablePassthrough.assign(known=_stage(stages.known))
        | RunnableBranch((lambda state: state["known"] is not None, itemgetter("known")), read_and_answer)
    )
    return chain.with_types(input_type=Question, output_type=Answer)


def _stage(work: Callable[[Any], Any]) -> Runnable[Any, Any]:
    return RunnableLambda(work)


def _streaming(
    stages: Stages,
) -> tuple[Callable[[Iterator[Any]], Iterator[Answer]], Callable[[AsyncIterator[Any]], AsyncIterator[Answer]]]:
    """The last stage, which streams: the ones before it hand the state on piece by piece."""

    def stream(pieces: Iterator[Any]) -> Iterator[Answer]:
        state = State()
        for piece in pieces:
            state.update(piece)
        yield from stages.answer(state)

    async def astream(pieces: AsyncIterator[Any]) -> AsyncIterator[Answer]:
        state = State()
        async for piece in pieces:
            state.update(piece)
        async for answer in in_thread(stages.answer(state)):
            yield answer

    return stream, astream
