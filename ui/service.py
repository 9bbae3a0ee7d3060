"""What every door offers: the terminal, the HTTP API and MCP call this, or the same methods of ``ui.client`` afar."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
import tempfile
from collections.abc import Generator, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import BadCursor, SourceError
from rag.types import Answer, Progress, Turn
from ui import schemas

if TYPE_CHECKING:
    from evals.suite import Pair
    from rag import Pullquote

_LONGEST_NAME = 100  # characters of a file's name


class Service:
    """The library of this process, asked and changed in the words of :mod:`ui.schemas`.

    Args:
        pullquote: opened, and closed by the caller.
        owner: whose conversations are seen.
    """

    def __init__(self, pullquote: Pullquote, owner: str = "local") -> None:
        self._pullquote = pullquote
        self._library = pullquote.library
        self.owner = owner

    # Asking

    def ask(self, request: schemas.AskRequest) -> schemas.Answer:
        """Answer a question; raises QuestionError."""
        *_, answer = self.stream(request)
        return answer

    def stream(self, request: schemas.AskRequest) -> Iterator[schemas.Answer]:
        """The answer as it grows, the last one complete; raises QuestionError."""
        mine = self._library.conversations(self.owner)
        question, before = request.to_question(), []
        if request.conversation:
            before = mine.open(request.conversation)
            turns = tuple(map(Turn.of, before))
            question = type(question)(question.text, turns + question.history, question.scope)
        answer: Answer | None = None
        for answer in self._pullquote.stream(question):
            yield schemas.Answer.of(answer, self._library)
        if request.conversation and answer:
            mine.save(request.conversation, len(before), answer)

    def search(self, request: schemas.SearchRequest) -> schemas.Passages:
        """The passages that fit a question best, best first."""
        from rag.retrieve import candidates

        asked = request.query.strip()
        found = candidates(self._library, asked, request.scope(), request.limit) if asked else []
        cited = [schemas.cite(number, passage.span, self._library) for number, passage in enumerate(found, start=1)]
        return schemas.Passages(passages=cited)

    def check_quote(self, request: schemas.QuoteRequest) -> schemas.QuoteCheck:
        """Hold a quote, and who is said to have said it, against the library."""
        from rag.quote_check import check

        return schemas.QuoteCheck.of(check(request.quote, request.speaker, self._library), self._library)

    def check_draft(self, request: schemas.DraftRequest) -> Iterator[schemas.CheckedSentence]:
        """Hold a draft against the library, sentence by sentence."""
        from rag.cite.draft import check_draft

        for check in check_draft(request.text, self._library, request.scope()):
            yield schemas.CheckedSentence.of(check, self._library)

    # Articles

    def articles(self, where: schemas.Where, limit: int = 100, cursor: str | None = None) -> schemas.ArticlePage:
        """A page of articles, latest stored first; raises BadCursor."""
        found = self._library.page(where.scope(), limit + 1, _read_cursor(cursor) if cursor else None)
        last = found[limit - 1] if len(found) > limit else None
        return schemas.ArticlePage(
            articles=[schemas.ArticleFacts.of(article) for article in found[:limit]],
            next=_write_cursor(last.fetched, last.id) if last else None,
        )

    def article(self, article_id: str, version: int | None = None) -> schemas.Article:
        """One version of an article, the latest by default; raises NotInLibrary."""
        return schemas.Article.of(self._library.article(article_id, version))

    def versions(self, article_id: str) -> schemas.Versions:
        """All versions of an article; raises NotInLibrary."""
        self._library.article(article_id)
        return schemas.Versions(versions=list(map(schemas.ArticleFacts.of, self._library.versions(article_id))))

    def diff(self, article_id: str, old: int, new: int) -> schemas.Difference:
        """What changed between two versions; raises NotInLibrary."""
        from ingest.changes import changes

        texts = [self._library.article(article_id, version).text for version in (old, new)]
        return schemas.Difference.of(article_id, old, new, changes(*texts))

    def refresh(self, article_id: str) -> schemas.Added:
        """Fetch an article's address again, and store a changed text as a new version.

        Raises:
            NotInLibrary: there is no such article.
            SourceError: it has no address, or the address gives no article.
        """
        from ingest import pipeline

        article = self._library.article(article_id)
        return schemas.Added.of(pipeline.refresh(article, self._library, self._pullquote.embedder))

    def remove(self, article_id: str) -> None:
        """Delete an article with all its versions; raises NotInLibrary."""
        self._library.remove(article_id)

    def add(self, request: schemas.AddRequest) -> schemas.Added:
        """Add the article at an address, or a text; raises SourceError."""
        from ingest import pipeline

        library, embedder = self._library, self._pullquote.embedder
        if request.text is not None:
            added = pipeline.add_text(request.text, library, embedder, title=request.title, url=request.url)
        elif request.url is not None:
            added = pipeline.add(_web_address(request.url), library, embedder)
        else:
            raise SourceError("There is nothing to add. Give a url or a text.")
        return schemas.Added.of(added)

    def add_file(self, data: bytes, name: str) -> schemas.Added:
        """Add the content of a file; raises SourceError."""
        from ingest import pipeline

        return schemas.Added.of(pipeline.add_bytes(data, file_name(name), self._library, self._pullquote.embedder))

    def add_many(self, sources: Iterable[str | Path]) -> Generator[schemas.Added | SourceError, None, None]:
        """Add files and web addresses; one that fails gives its error, and does not stop the others."""
        from ingest.bulk import add_many

        for item in add_many(sources, self._library, self._pullquote.embedder):
            if item.error:
                yield item.error
            elif item.added:
                yield schemas.Added.of(item.added)

    # The whole library

    def reindex(self, progress: Progress | None = None) -> schemas.Counted:
        """Make all vectors anew; returns how many."""
        return schemas.Counted(count=self._library.reindex(progress))

    def export(self) -> Iterator[str]:
        """Every version of every article as a line of JSON; older versions before newer ones."""
        for article in self._library.articles():
            for version in self._library.versions(article.id):
                yield schemas.Article.of(version).model_dump_json()

    def import_(self, lines: Iterable[str]) -> schemas.Counted:
        """Store what :meth:`export` wrote; returns how many versions were new. Raises SourceError for a wrong line."""
        from ui.exchange import import_lines

        return schemas.Counted(count=import_lines(lines, self._library, self._pullquote.embedder))

    # Conversations

    def conversations(self, query: str = "") -> schemas.Conversations:
        """The caller's conversations, latest first."""
        found = self._library.conversations(self.owner).all(query)
        return schemas.Conversations(conversations=list(map(schemas.ConversationFacts.of, found)))

    def conversation(self, conversation: str) -> schemas.Conversation:
        """The answers of a conversation; none when there is no such conversation."""
        answers = self._library.conversations(self.owner).open(conversation)
        return schemas.Conversation(id=conversation, answers=[schemas.Answer.of(a, self._library) for a in answers])

    def rename(self, conversation: str, title: str) -> None:
        """Give a conversation another title."""
        self._library.conversations(self.owner).rename(conversation, title)

    def forget(self, conversation: str) -> None:
        """Delete a conversation."""
        self._library.conversations(self.owner).delete(conversation)

    # Evaluation

    def eval_cases(self) -> schemas.EvalCases:
        """What everyone said of answers, as questions with the answers that are right."""
        from evals.feedback import pairs

        found = list(pairs(self._library.feedback.all(), self._library))
        cases = [_eval_case(pair) for pair in found if pair]
        return schemas.EvalCases(cases=cases, left_out=len(found) - len(cases))

    def evaluate(self, request: schemas.EvalRequest) -> schemas.Evaluation:
        """Ask questions with known answers, and score what comes back; raises SuiteError."""
        from evals.cases import make_cases
        from evals.evaluate import by_name
        from evals.report import summarize
        from evals.run import run
        from evals.suite import OTHER, Pair

        pairs = [
            Pair(str(number), tuple(pair.articles), pair.question, OTHER, tuple(pair.answers), ())
            for number, pair in enumerate(request.pairs, start=1)
        ]
        cases = make_cases("request", pairs, by_name(self._library), scoped=True)
        with tempfile.TemporaryDirectory(prefix="pullquote-eval-") as folder:
            results = run(cases, self._pullquote, self._library, Path(folder))
        return schemas.Evaluation(
            figures=dict(summarize(results)),
            answers=[
                schemas.EvalAnswer(
                    question=result.question,
                    answer=result.answer,
                    refused=result.refused,
                    scores={name: value for name, value in result.scores.items() if value is not None},
                )
                for result in results
            ],
        )


def _eval_case(pair: Pair) -> schemas.EvalCase:
    # What a turn cited is not asked again: the articles that may answer are named.
    history = [schemas.Turn(question=turn.question, answer=turn.answer) for turn in pair.history]
    return schemas.EvalCase.model_validate(asdict(pair) | {"history": history})


def file_name(sent: str) -> str:
    """The name of a file that was sent, as it may be shown: no folders, nothing unseen, not endless."""
    name = "".join(letter for letter in re.split(r"[/\\]", sent)[-1] if letter.isprintable()).strip(". ")
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{suffix[:10]}" if dot else name[:_LONGEST_NAME] or "upload"


def _web_address(url: str) -> str:
    """The URL, if it is one: anything else would be read as a path on this machine."""
    from ingest.extract import is_url

    if not is_url(url):
        raise SourceError(f"{url} is not a web address. It must begin with http:// or https://.")
    return url


def _write_cursor(fetched: dt.datetime, article_id: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([fetched.isoformat(), article_id]).encode()).decode()


def _read_cursor(cursor: str) -> tuple[dt.datetime, str]:
    try:
        fetched, article_id = json.loads(base64.urlsafe_b64decode(cursor))
        return dt.datetime.fromisoformat(fetched), str(article_id)
    except (ValueError, TypeError) as error:
        raise BadCursor("No page has given this cursor. Leave it out to begin with the first page.") from error
