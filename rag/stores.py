"""Where a library keeps its articles: a record and an index, and who may use them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from rag.embed import Embedder
from rag.record import Record
from rag.settings import Servers
from rag.types import Progress

if TYPE_CHECKING:
    from rag.index import Index
    from rag.quick_index import QuickIndex


class Stores(ABC):
    """A record and its index.

    Attributes:
        record: the articles.
        is_new: whether opening it has made it.
    """

    record: Record
    is_new: bool

    @abstractmethod
    def open_index(self, embedder: Embedder) -> Index:
        """The index of the record; what is lost, damaged or of another embedder in it is made anew, and that is said.

        Nobody else may change the library meanwhile.
        """

    def index_to_search(self, embedder: Embedder) -> QuickIndex | None:
        """The index, opened only to be searched, where that is quicker and nothing must be mended; else None.

        The caller closes it before the index is opened as a whole.
        """
        return None

    @abstractmethod
    def remake_index(self, old: Index | None, embedder: Embedder, progress: Progress | None) -> tuple[Index, int]:
        """Make all vectors anew, in an index that takes the place of the old one when it is whole.

        Args:
            old: the open one, if it is open; it serves until then.
            embedder: makes the vectors.
            progress: called after each article.

        Returns:
            The open index, and how many vectors were made.
        """

    @abstractmethod
    def announce(self, url: str, key: str) -> None:
        """Let other processes of this user know where this one answers over HTTP, and the key that lets them in."""

    @abstractmethod
    def close(self) -> None:
        """Let go of everything but an open index."""


def open_stores(home: Path, servers: Servers | None) -> Stores:
    """Open what keeps a library: servers where they are given, files in ``home`` where they are not."""
    if servers:
        from rag.servers import ServerStores

        return ServerStores(servers)
    from rag.embedded import EmbeddedStores

    return EmbeddedStores(home)
