"""An index in files, opened to be searched and nothing else, without what Chroma's package imports.

Importing ``chromadb`` takes longer than opening the library and the models together. Its Rust part, which does the
searching, is a package of its own inside of it, and loads in a twentieth of that time. That one has no public
interface: where anything is not as expected, nothing is found here, and the whole package opens the files.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Set
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from rag.embed import Vectors
from rag.index import COLLECTION, where
from rag.seal import Seal
from rag.types import Scope

log = logging.getLogger(__name__)

_WHOSE = ("default_tenant", "default_database")
_Found = TypeVar("_Found")


class QuickIndex:
    """The vectors of a Chroma directory, searched by one thread at a time; :func:`open_quickly` makes it.

    Args:
        path: the directory; look at its seal first.
    """

    def __init__(self, path: Path) -> None:
        import chromadb_rust_bindings as rust  # only a question to many passages waits for it

        # Searching may write what is still in Chroma's log into the vector files.
        self.place = path
        self._seal = Seal(path)
        self._seal.keep(closed=False)
        file, as_it_is = str(path / "chroma.sqlite3"), rust.MigrationMode.Validate
        database = rust.SqliteDBConfig(url=file, hash_type=rust.MigrationHash.MD5, migration_mode=as_it_is)
        self._chroma: Any = rust.Bindings(
            allow_reset=False, sqlite_db_config=database, hnsw_cache_size=1, persist_path=str(path)
        )
        self._collection = str(self._chroma.get_collection(COLLECTION, *_WHOSE).id)
        self.ids = set(self._chroma.get(self._collection, None, None, None, 0, None, [], *_WHOSE).ids)

    def is_in_place(self) -> bool:
        """Whether the files are still where they were opened; open ones are searched even when they are gone."""
        return (self.place / "chroma.sqlite3").exists()

    def search(self, vectors: Vectors, k: int, scope: Scope) -> list[str] | None:
        """The ids of the passages nearest to a vector, ``[1, dimension]``, nearest first, as the whole index has them.

        Returns:
            None where searching fails, or finds fewer than there are.
        """
        limits = where(scope)
        found = _tried(
            lambda: self._chroma.query(
                self._collection, None, list(vectors), k, json.dumps(limits) if limits else None, None, [], *_WHOSE
            ).ids[0]
        )
        is_short = found is None or (not limits and len(found) < min(k, len(self.ids)))
        return None if is_short else found

    def close(self) -> None:
        """Let go of the directory."""
        del self._chroma
        with suppress(OSError):  # without a seal the files are tried out when they are opened again
            self._seal.keep(closed=True)


def open_quickly(path: Path, wanted: Set[str]) -> QuickIndex | None:
    """Open an index to search it.

    Args:
        path: the directory of an index that is not open.
        wanted: the ids that its vectors must have.

    Returns:
        None where the files are not known to be sound, hold other vectors, or cannot be opened in this way.
    """
    if Seal(path).state() != "sound":
        return None
    index = _tried(lambda: QuickIndex(path))
    if index and index.ids != wanted:
        index.close()
        return None
    return index


def _tried(action: Callable[[], _Found]) -> _Found | None:
    """What the action returns, or None where Chroma's Rust part fails, in whatever way."""
    try:
        return action()
    except BaseException as error:
        # PanicException is how the Rust part gives up; it has no public name.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        log.info("The index is opened as a whole (%s).", error)
        return None
