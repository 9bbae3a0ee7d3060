"""Everything opened together: the library, its embedder, the reader, and the chain that answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from types import TracebackType

from rag.chain import build_chain
from rag.embed import load_embedder
from rag.library import Library
from rag.reader.read import Reader
from rag.settings import Settings
from rag.types import Answer, Question


class Pullquote:
    """Ask the articles of a library; use it in a ``with`` statement, or call :meth:`close`.

    Args:
        settings: which library, and which embedder; from the environment when left out.

    Raises:
        LibraryError: the library cannot be opened.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        settings = settings or Settings.from_environment()
        self.embedder = load_embedder(settings)
        self.reader = Reader()
        self.library = Library.open(settings.home, self.embedder)
        self.chain = build_chain(self.library, self.embedder, self.reader)

    def __enter__(self) -> Pullquote:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the library."""
        self.library.close()

    def ask(self, question: str | Question) -> Answer:
        """Answer a question; raises QuestionError when it is empty or too long."""
        return self.chain.invoke(_question(question))

    def stream(self, question: str | Question) -> Iterator[Answer]:
        """The answer as it grows; the last one is complete."""
        return self.chain.stream(_question(question))

    async def aask(self, question: str | Question) -> Answer:
        """:meth:`ask`, without blocking the event loop."""
        return await self.chain.ainvoke(_question(question))

    def astream(self, question: str | Question) -> AsyncIterator[Answer]:
        """:meth:`stream`, without blocking the event loop."""
        return self.chain.astream(_question(question))


def _question(question: str | Question) -> Question:
    return Question(question) if isinstance(question, str) else question
