"""The methods of :class:`ui.service.Service`, by HTTP from the process that owns the library."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from rag.errors import FeedFound, LibraryError, PullquoteError, SourceError, UnreadableSource
from rag.types import Progress
from ui import schemas
from ui.problems import Problem, to_error

_Model = TypeVar("_Model", bound=BaseModel)
_TIMEOUT = httpx.Timeout(600, connect=5)
_LINES = 50  # of an import that are sent at once


class Client:
    """A library that another process has opened.

    Args:
        url: where that process answers, such as ``http://127.0.0.1:7860/``.
        key: its owner's key, or a token.
        transport: replaces the network, in tests.

    Raises:
        PullquoteError: from every method, as :class:`ui.service.Service` raises it; LibraryError when nobody answers.
    """

    def __init__(self, url: str, key: str | None, transport: httpx.BaseTransport | None = None) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(
            base_url=f"{url.rstrip('/')}/api/v1/",
            headers=headers,
            timeout=_TIMEOUT,
            transport=transport,
            trust_env=False,
        )

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def answers(self) -> bool:
        """Whether there is a server that lets this client in."""
        try:
            return self._http.get("articles", params={"limit": 1}).is_success
        except httpx.HTTPError:
            return False

    # Asking

    def ask(self, request: schemas.AskRequest) -> schemas.Answer:
        """As :meth:`ui.service.Service.ask`."""
        *_, answer = self.stream(request)
        return answer

    def stream(self, request: schemas.AskRequest) -> Iterator[schemas.Answer]:
        """As :meth:`ui.service.Service.stream`."""
        headers = _JSON | {"Accept": "text/event-stream"}
        with self._streamed("POST", "ask", content=request.model_dump_json(), headers=headers) as response:
            event = ""
            for line in _lines(response.iter_text()):
                name, _, value = line.partition(": ")
                if name == "event":
                    event = value
                elif name == "data" and event == "problem":
                    raise to_error(Problem.model_validate_json(value))
                elif name == "data":
                    yield schemas.Answer.model_validate_json(value)

    def search(self, request: schemas.SearchRequest) -> schemas.Passages:
        """As :meth:`ui.service.Service.search`."""
        return self._send("search", request, schemas.Passages)

    def check_quote(self, request: schemas.QuoteRequest) -> schemas.QuoteCheck:
        """As :meth:`ui.service.Service.check_quote`."""
        return self._send("check-quote", request, schemas.QuoteCheck)

    def check_draft(self, request: schemas.DraftRequest) -> Iterator[schemas.CheckedSentence]:
        """As :meth:`ui.service.Service.check_draft`, but all at once."""
        yield from self._send("check-draft", request, schemas.CheckedDraft).sentences

    # Articles

    def articles(self, where: schemas.Where, limit: int = 100, cursor: str | None = None) -> schemas.ArticlePage:
        """As :meth:`ui.service.Service.articles`."""
        asked: dict[str, Any] = {"limit": limit, "cursor": cursor, "publisher": where.publishers}
        asked |= {"since": where.since, "until": where.until}
        return self._get("articles", schemas.ArticlePage, {k: v for k, v in asked.items() if v})

    def article(self, article_id: str, version: int | None = None) -> schemas.Article:
        """As :meth:`ui.service.Service.article`."""
        return self._get(f"articles/{_quote(article_id)}", schemas.Article, {"version": version} if version else {})

    def versions(self, article_id: str) -> schemas.Versions:
        """As :meth:`ui.service.Service.versions`."""
        return self._get(f"articles/{_quote(article_id)}/versions", schemas.Versions)

    def diff(self, article_id: str, old: int, new: int) -> schemas.Difference:
        """As :meth:`ui.service.Service.diff`."""
        return self._get(f"articles/{_quote(article_id)}/diff", schemas.Difference, {"old": old, "new": new})

    def refresh(self, article_id: str) -> schemas.Added:
        """As :meth:`ui.service.Service.refresh`."""
        return _read(self._request("POST", f"articles/{_quote(article_id)}/refresh"), schemas.Added)

    def remove(self, article_id: str) -> None:
        """As :meth:`ui.service.Service.remove`."""
        self._request("DELETE", f"articles/{_quote(article_id)}")

    def add(self, request: schemas.AddRequest) -> schemas.Added:
        """As :meth:`ui.service.Service.add`."""
        return self._send("articles", request, schemas.Added)

    def add_file(self, data: bytes, name: str) -> schemas.Added:
        """As :meth:`ui.service.Service.add_file`."""
        response = self._request("POST", "articles/file", files={"file": (name, data)})
        return _read(response, schemas.Added)

    def add_many(self, sources: Iterable[str | Path]) -> Generator[schemas.Added | SourceError, None, None]:
        """As :meth:`ui.service.Service.add_many`; files are read here and sent."""
        from ingest.extract import is_url

        for source in sources:
            one = self._tried(source)
            yield from self._listed(str(source), one) if isinstance(one, FeedFound) and is_url(source) else [one]

    def _listed(self, url: str, found: SourceError) -> Iterator[schemas.Added | SourceError]:
        """What a feed lists, added, or what was said of it where that is nothing."""
        from ingest.feeds import expand_feed
        from ingest.fetch import shared_fetcher

        try:
            links = list(expand_feed(url, shared_fetcher()))
        except SourceError as error:
            links, found = [], error
        yield from map(self._tried, links) if links else [found]

    def _tried(self, source: str | Path) -> schemas.Added | SourceError:
        try:
            return self._add_one(source)
        except SourceError as error:
            return error

    def _add_one(self, source: str | Path) -> schemas.Added:
        from ingest.extract import is_url

        if is_url(source):
            return self.add(schemas.AddRequest(url=str(source)))
        try:
            return self.add_file(Path(source).read_bytes(), Path(source).name)
        except OSError as error:
            raise UnreadableSource(f"{source} cannot be read: {error.strerror}.") from error

    def eval_cases(self) -> schemas.EvalCases:
        """As :meth:`ui.service.Service.eval_cases`."""
        return self._get("eval-cases", schemas.EvalCases)

    # The whole library

    def reindex(self, progress: Progress | None = None) -> schemas.Counted:
        """As :meth:`ui.service.Service.reindex`, but without progress."""
        return _read(self._request("POST", "reindex"), schemas.Counted)

    def export(self) -> Iterator[str]:
        """As :meth:`ui.service.Service.export`."""
        with self._streamed("GET", "export") as response:
            yield from _lines(response.iter_text())

    def import_(self, lines: Iterable[str]) -> schemas.Counted:
        """As :meth:`ui.service.Service.import_`."""
        new, rest = 0, iter(lines)
        while some := list(islice(rest, _LINES)):
            body = "\n".join(line.rstrip("\n") for line in some)
            new += _read(self._request("POST", "import", content=body.encode()), schemas.Counted).count
        return schemas.Counted(count=new)

    # How it is done

    def _send(self, path: str, request: BaseModel, kind: type[_Model]) -> _Model:
        return _read(self._request("POST", path, content=request.model_dump_json(), headers=_JSON), kind)

    def _get(self, path: str, kind: type[_Model], parameters: dict[str, Any] | None = None) -> _Model:
        return _read(self._request("GET", path, params=parameters), kind)

    def _request(self, method: str, path: str, **more: Any) -> httpx.Response:
        with self._told():
            response = self._http.request(method, path, **more)
        return _check(response)

    @contextmanager
    def _streamed(self, method: str, path: str, **more: Any) -> Iterator[httpx.Response]:
        with self._told(), self._http.stream(method, path, **more) as response:
            if not response.is_success:
                response.read()
            yield _check(response)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except httpx.HTTPError as error:
            raise LibraryError(f"The server at {self._http.base_url} does not answer ({error}).") from error


_JSON = {"Content-Type": "application/json"}


def _check(response: httpx.Response) -> httpx.Response:
    """The response, if it is a success; else the error that it tells is raised."""
    if response.is_success:
        return response
    try:
        raise to_error(Problem.model_validate_json(response.text))
    except ValidationError:
        raise PullquoteError(f"{response.url} answered {response.status_code}.") from None


def _read(response: httpx.Response, kind: type[_Model]) -> _Model:
    return kind.model_validate(json.loads(response.text))


def _quote(part: str) -> str:
    return urllib.parse.quote(part, safe="")


def _lines(parts: Iterable[str]) -> Iterator[str]:
    """Lines that end with a line feed only: article text may hold other line ends."""
    rest = ""
    for part in parts:
        *whole, rest = (rest + part).split("\n")
        yield from whole
    if rest:
        yield rest
