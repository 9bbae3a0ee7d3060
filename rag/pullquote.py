"""Everything opened together: the library, its embedder, the reader, and the chain that answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from copy import copy
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rag.embed import load_embedder
from rag.errors import AnswererError
from rag.reader.read import Reader
from rag.settings import READER, Settings
from rag.types import Answer, Question, Scope

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

    from rag.answer_documents import Asked
    from rag.embeddings import LangChainEmbeddings
    from rag.library import Library
    from rag.retriever import FusedRetriever
    from rag.stages import Stages
    from rag.writer.write import Writer


_MOST_OTHERS = 8
"""Models kept ready beside the one of the settings."""


class Pullquote:
    """Ask the articles of a library; use it in a ``with`` statement, or call :meth:`close`.

    Args:
        settings: which library, embedder and answerer; from the environment when left out.
        model: a LangChain chat model of your own that answers, instead of the one that the settings name.

    Attributes:
        library: the articles.
        embedder: makes the vectors.
        reader: the embedded answerer's model.
        answerers: who can answer: the language model that was chosen, if one was, and ``reader``.

    Raises:
        AnswererError: the language model that the settings name cannot be used.
        LibraryError: the library cannot be opened.
    """

    def __init__(self, settings: Settings | None = None, model: BaseChatModel | None = None) -> None:
        self._settings = settings = settings or Settings.from_environment()
        self._writer = writer = _writer(settings, model)
        self.embedder = load_embedder(settings)
        self.reader = Reader()
        self.answerers = (writer.name, READER) if writer else (READER,)
        from rag.library import Library  # meanwhile the reader's model is opened

        self._ask_in(Library.open(settings.home, self.embedder, settings.servers))

    def _ask_in(self, library: Library) -> None:
        self.library = library
        self._stages = self._stages_with(self._writer)
        self._reading = self._stages_with(None)
        self._others: dict[str, Stages] = {}

    def beside(self, home: Path) -> Self:
        """Another library, in a directory of its own, which the same models are asked in; whoever opens it closes it.

        Raises:
            LibraryError: it cannot be opened.
        """
        from rag.library import Library

        other = copy(self)
        for made in ("chain", "retriever", "answerer", "embeddings"):
            other.__dict__.pop(made, None)
        other._ask_in(Library.open(home, self.embedder))
        return other

    def __enter__(self) -> Pullquote:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the library."""
        self.library.close()

    def ask(self, question: str | Question, answerer: str | None = None) -> Answer:
        """Answer a question.

        Args:
            question: with the conversation before it and the articles that may answer, or its words alone.
            answerer: one of ``answerers`` or, as ``provider:model``, a model that :meth:`can_use` allows; the first of
                ``answerers`` when it is left out.

        Raises:
            AnswererError: the answerer cannot be used.
            QuestionError: the question is empty or too long.
        """
        *_, answer = self.stream(question, answerer)
        return answer

    def stream(self, question: str | Question, answerer: str | None = None) -> Iterator[Answer]:
        """:meth:`ask`, the answer as it grows; the last one is complete."""
        return self._stages_of(answerer).stream(_question(question))

    def models(self) -> list[str]:
        """The language models that can be reached now, as ``provider:model``; a slow provider takes seconds."""
        from rag.writer.reach import survey

        seen = [one for one in survey(self._settings) if one.installed and one.reachable]
        return [f"{one.provider}:{model}" for one in seen for model in one.models]

    def can_use(self, answerer: str) -> bool:
        """Whether a question may name this answerer: one of ``answerers``, or a model of a provider that is installed.

        A model in a file answers only when the settings name it.
        """
        if answerer in self.answerers:
            return True
        from rag.writer.providers import PROVIDERS, installed

        provider, _, model = answerer.partition(":")
        known = PROVIDERS.get(provider)
        return bool(known and known.langchain and model and installed(known))

    def _stages_of(self, answerer: str | None) -> Stages:
        if answerer is None or answerer == self.answerers[0]:
            return self._stages
        if answerer == READER:
            return self._reading
        if not self.can_use(answerer):
            raise AnswererError(f"“{answerer}” cannot be used here. `pullquote models` lists what can.")
        if answerer not in self._others:
            if len(self._others) >= _MOST_OTHERS:
                self._others.clear()
            provider = answerer.partition(":")[0]
            chosen = self._settings.answerer.partition(":")[0]
            there = replace(self._settings, answerer=answerer)
            if provider != chosen:
                there = replace(there, model_url=None)
            self._others[answerer] = self._stages_with(_writer(there, None))
        return self._others[answerer]

    def _stages_with(self, writer: Writer | None) -> Stages:
        from rag.stages import Stages  # meanwhile the reader's model is opened

        return Stages(self.library, self.embedder, self.reader, writer)

    def limits(self, question: Question) -> Scope:
        """The articles that may answer: those of the question's scope, or those that its own words limit it to.

        Raises:
            QuestionError: the question is empty or too long.
        """
        return self._reading.understand(question)["question"].scope

    async def aask(self, question: str | Question) -> Answer:
        """:meth:`ask`, without blocking the event loop."""
        import asyncio

        return await asyncio.to_thread(self.ask, question)

    def astream(self, question: str | Question) -> AsyncIterator[Answer]:
        """:meth:`stream`, without blocking the event loop."""
        from rag.in_thread import in_thread

        return in_thread(self.stream(question))

    # For LangChain, which takes longer to import than a question to answer: only who asks for it waits.

    @cached_property
    def chain(self) -> Runnable[Question, Answer]:
        """The whole way as a LangChain runnable, from a ``Question`` or its text to an ``Answer``."""
        from rag.chain import build_chain

        return build_chain(self._stages)

    @cached_property
    def retriever(self) -> FusedRetriever:
        """A LangChain retriever over the library."""
        from rag.retriever import FusedRetriever

        return FusedRetriever(library=self.library)

    @cached_property
    def answerer(self) -> Runnable[Asked, Answer]:
        """A LangChain runnable from ``{"question": ..., "context": documents of the retriever}`` to an ``Answer``."""
        from rag.answer_documents import build_answerer

        return build_answerer(self.library, self.reader)

    @cached_property
    def embeddings(self) -> LangChainEmbeddings:
        """The embedder as a LangChain ``Embeddings``."""
        from rag.embeddings import LangChainEmbeddings

        return LangChainEmbeddings(self.embedder)


def _writer(settings: Settings, model: BaseChatModel | None) -> Writer | None:
    if model is None and settings.answerer == READER:
        return None
    from rag.writer.providers import connect, require
    from rag.writer.write import Writer

    if model is not None:
        name = str(getattr(model, "model_name", None) or getattr(model, "model", None) or type(model).__name__)
        return Writer(name, lambda: model, show_unsupported=settings.show_unsupported)
    require(settings.answerer)
    connecting = partial(connect, settings.answerer, settings.model_url)
    return Writer(settings.answerer, connecting, show_unsupported=settings.show_unsupported)


def _question(question: str | Question) -> Question:
    return Question(question) if isinstance(question, str) else question
