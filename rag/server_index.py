"""The index on a Chroma server, which many processes use."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError

from rag.errors import LibraryDamaged, LibraryUnreachable
from rag.index import COSINE, Index
from rag.settings import without_password

_Found = TypeVar("_Found")


class ServerIndex(Index):
    """A collection on a Chroma server; another one takes its place when all vectors are made anew.

    Args:
        url: ``http://host:port`` of the server.
        current: tells the name of the collection that is used now.

    Raises:
        LibraryUnreachable: the server does not answer; any method may raise it.
    """

    most = 1_000  # about 8 MB in one request

    def __init__(self, url: str, current: Callable[[], str]) -> None:
        self.place = f"at {without_password(url)}"
        self._current = current
        self._client = self._told(lambda: _connect(url))
        try:
            self._collection = self._told(self._open)
        except BaseException:
            self.close()
            raise

    def _open(self) -> Collection:
        name = self._current()
        return cast(Collection, self._client.get_or_create_collection(name, metadata=COSINE, embedding_function=None))

    def _told(self, action: Callable[[], _Found]) -> _Found:
        try:
            return action()
        except (httpx.HTTPError, ValueError) as error:  # Chroma raises ValueError where it cannot connect
            if "JSON" in str(error):  # that is all that Chroma makes of another server's page
                raise LibraryUnreachable(f"What answers {self.place} is no Chroma server.") from error
            reason = str(error).removesuffix(" Are you sure it is running?").rstrip(".")
            raise LibraryUnreachable(f"The index {self.place} cannot be used: {reason}.") from error
        except ChromaError as error:
            mend = "“pullquote reindex” makes it anew."
            raise LibraryDamaged(f"The index {self.place} cannot be used ({error}). {mend}") from error

    def _read(self, action: Callable[[Collection], _Found]) -> _Found:
        def act() -> _Found:
            try:
                return action(self._collection)
            except NotFoundError:  # another process has made all vectors anew
                self._collection = self._open()
                return action(self._collection)

        return self._told(act)

    def _write(self, action: Callable[[Collection], object]) -> None:
        self._read(action)

    def is_in_place(self) -> bool:
        """A server is where its address says."""
        return True

    def compact(self, always: bool = False) -> bool:
        """The server does that by itself."""
        return True

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
        for part in (self._client, self._client._admin_client):
            part._server._session.close()  # Chroma leaves them open

    def drop_others(self, prefix: str) -> None:
        """Delete the library's collections that are not used any more."""
        used = self._current()
        for collection in self._told(self._client.list_collections):
            if collection.name.startswith(prefix) and collection.name != used:
                self._told(lambda name=collection.name: self._client.delete_collection(name))  # type: ignore[misc]


def new_name(prefix: str) -> str:
    """A name for a collection that none has had."""
    return f"{prefix}{secrets.token_hex(4)}"


def _connect(url: str) -> Any:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must begin with http:// or https://")
    secure = parts.scheme == "https"
    settings = ChromaSettings(anonymized_telemetry=False)
    return chromadb.HttpClient(parts.hostname, parts.port or (443 if secure else 80), secure, settings=settings)
