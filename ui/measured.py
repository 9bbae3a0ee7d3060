"""A server's library as an evaluation asks it: questions over HTTP, the texts from its export."""

from __future__ import annotations

from evals.evaluate import Opened, by_name
from rag.errors import NotInLibrary
from rag.types import Answer, Article, Passage, Question, Span
from ui.client import Client
from ui.exchange import read_line
from ui.schemas import AskRequest

_ITS_OWN = "the server's"


def open_at(client: Client) -> Opened:
    """Get ready to measure the server behind a client; retrieval is not measured, as the server keeps it inside."""
    texts = _Texts(client)
    return Opened(_System(client), texts, by_name(texts), _ITS_OWN, _ITS_OWN)


class _System:
    def __init__(self, client: Client) -> None:
        self._client = client

    def ask(self, question: Question) -> Answer:
        return self._client.ask(AskRequest.of(question)).to_answer()


class _Texts:
    """All versions of all articles, as they were when the evaluation began."""

    def __init__(self, client: Client) -> None:
        read = [read_line(line, number) for number, line in enumerate(client.export(), start=1)]
        self._versions = {(article.id, article.version): article for article in read}
        self._latest = {article.id: article for article in read}  # later versions follow earlier ones

    def articles(self) -> list[Article]:
        return list(self._latest.values())

    def passages(self, article_id: str) -> list[Passage]:
        return []

    def words(self, span: Span) -> str:
        try:
            return self._versions[span.article, span.version].text[span.start : span.end]
        except KeyError:
            raise NotInLibrary(f"There is no article {span.article}, version {span.version}.") from None
