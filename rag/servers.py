"""A library on servers, which many processes use: the record in PostgreSQL, the index on a Chroma server."""

from __future__ import annotations

import logging
import secrets
from contextlib import closing
from typing import TYPE_CHECKING

from rag.embed import Embedder
from rag.errors import LibraryError
from rag.postgres_record import PostgresRecord
from rag.record import write_meta
from rag.settings import Servers
from rag.stores import Stores
from rag.types import Progress

if TYPE_CHECKING:
    from rag.index import Index
    from rag.server_index import ServerIndex

log = logging.getLogger(__name__)

PREFIX, COLLECTION, EMBEDDER = "collections", "collection", "embedder"
"""Facts of the record: how the names of its collections begin, the one in use, and what made its vectors."""


class ServerStores(Stores):
    """A database and a Chroma server.

    Args:
        servers: where they are.

    Raises:
        LibraryUnreachable: one does not answer.
    """

    def __init__(self, servers: Servers) -> None:
        self._servers = servers
        self.record: PostgresRecord = PostgresRecord(servers.database_url)
        self.is_new = self.record.is_new

    def announce(self, url: str, key: str) -> None:
        """Nobody needs to know: other processes open the library themselves."""

    def close(self) -> None:
        """Close the connections."""
        self.record.close()

    def open_index(self, embedder: Embedder) -> Index:
        """Hold it against the record."""
        from rag.reconcile import reconcile
        from rag.server_index import new_name

        with self.record.alone():
            if self.record.meta(EMBEDDER) != embedder.name:
                if self.record.meta(EMBEDDER):
                    log.warning("The embedding model has changed: making all vectors anew.")
                self._use(new_name(self._prefix()), embedder)
            index = self._index(embedder)
            try:
                index.drop_others(self._prefix())
                reconcile(self.record, index, embedder)
            except BaseException:
                index.close()
                raise
            return index

    def remake_index(self, old: Index | None, embedder: Embedder, progress: Progress | None) -> tuple[Index, int]:
        """Fill another collection; from then on all processes use that one."""
        from rag.reconcile import embed_missing
        from rag.server_index import ServerIndex, new_name

        name = new_name(self._prefix())
        with closing(ServerIndex(self._servers.chroma_url, lambda: name)) as fresh:
            made = embed_missing(self.record, fresh, embedder, progress)
            self._use(name, embedder)
            fresh.drop_others(self._prefix())
        if old:
            old.close()
        return self._index(embedder), made

    def _index(self, embedder: Embedder) -> ServerIndex:
        from rag.server_index import ServerIndex

        def current() -> str:
            if (used := self.record.meta(EMBEDDER)) != embedder.name:
                raise LibraryError(
                    f"The vectors were made anew by another process with {used}, and this one has {embedder.name}. "
                    "Give all processes the same PULLQUOTE_EMBEDDER."
                )
            return str(self.record.meta(COLLECTION))

        return ServerIndex(self._servers.chroma_url, current)

    def _use(self, name: str, embedder: Embedder) -> None:
        with self.record.transaction() as db:
            write_meta(db, COLLECTION, name)
            write_meta(db, EMBEDDER, embedder.name)

    def _prefix(self) -> str:
        """How the names of this library's collections begin: other libraries may use the same server."""
        if (found := self.record.meta(PREFIX)) is None:
            found = f"pullquote-{secrets.token_hex(6)}-"
            self.record.set_meta(PREFIX, found)
        return found
