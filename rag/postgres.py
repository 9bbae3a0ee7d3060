"""A PostgreSQL database that many threads and processes use."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rag.errors import LibraryError, LibraryUnreachable
from rag.rows import Row
from rag.settings import without_password
from rag.statements import Result, Statements

if TYPE_CHECKING:
    from psycopg import Connection, Cursor
    from psycopg_pool import ConnectionPool

_CONNECTIONS = 8
_PATIENCE = 10.0  # seconds to wait for the server
_NUL = "\x00"  # PostgreSQL keeps no such character


class Database:
    """Connections to one PostgreSQL database, opened when they are needed and shared by threads.

    Args:
        url: ``postgresql://user:password@host:port/name``.

    Raises:
        LibraryError: psycopg is not installed.
        LibraryUnreachable: the server does not answer; any method may raise it.
    """

    def __init__(self, url: str) -> None:
        try:
            import psycopg_pool
        except ImportError:
            raise LibraryError(
                "PostgreSQL needs psycopg, which is not installed. Install it with: pip install 'pullquote[postgres]'"
            ) from None
        self.name = without_password(url)
        self._url = url
        if reason := self._refusal():  # the pool would try for a while, and not tell why
            raise LibraryUnreachable(reason)
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # what it warns of is raised here
        self._pool: ConnectionPool[Connection[Row]] = psycopg_pool.ConnectionPool(
            url,
            min_size=0,
            max_size=_CONNECTIONS,
            timeout=_PATIENCE,
            kwargs={"autocommit": True, "row_factory": _read_rows},
            check=psycopg_pool.ConnectionPool.check_connection,
            open=True,
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    @contextmanager
    def connection(self) -> Iterator[Connection[Row]]:
        """A connection of this thread's own, each statement of which stands for itself."""
        import psycopg
        import psycopg_pool

        try:
            with self._pool.connection() as connection:
                yield connection
        except psycopg_pool.PoolTimeout as error:
            raise LibraryUnreachable(self._refusal() or self._told(str(error))) from error
        except (psycopg.OperationalError, psycopg_pool.PoolClosed) as error:
            raise LibraryUnreachable(self._told(str(error))) from error

    def _refusal(self) -> str | None:
        """Why the database lets nobody in; None when it does."""
        import psycopg

        try:
            psycopg.connect(self._url, connect_timeout=round(_PATIENCE)).close()
        except psycopg.OperationalError as error:
            return self._told(str(error))
        except psycopg.ProgrammingError:  # what it says repeats the address, with its password
            return self._told("its address must be postgresql://user:password@host:port/name")
        return None

    def _told(self, reason: str) -> str:
        lines = reason.strip().splitlines() or ["it does not say why"]
        return f"The database {self.name} cannot be used: {lines[0].removeprefix('connection failed: ').rstrip('.')}."

    @contextmanager
    def transaction(self) -> Iterator[Statements]:
        """Everything inside is stored at once, or not at all."""
        with self.connection() as connection, connection.transaction():
            yield _Connected(connection)

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of one query."""
        with self.connection() as connection:
            return list(_Connected(connection).execute(query, values))

    @contextmanager
    def alone(self, lock: int, patience: float | None = None) -> Iterator[None]:
        """Inside of this nobody else has the lock with this number, in no process; it ends with the connection.

        Raises:
            TimeoutError: somebody else still had it after ``patience`` seconds.
        """
        import psycopg

        with self.connection() as connection:
            try:
                connection.execute(f"SET lock_timeout = {round(1000 * (patience or 0))}")
                connection.execute("SELECT pg_advisory_lock(%s)", (lock,))
            except psycopg.errors.LockNotAvailable as error:
                raise TimeoutError("Another process is changing the library.") from error
            finally:
                connection.execute("RESET lock_timeout")
            try:
                yield
            finally:
                connection.execute("SELECT pg_advisory_unlock(%s)", (lock,))


class _Connected:
    """Runs statements with ``?`` for values, as SQLite does."""

    def __init__(self, connection: Connection[Row]) -> None:
        self._connection = connection

    def execute(self, query: str, values: Sequence[Any] = (), /) -> Result:
        """Run one statement."""
        return self._connection.execute(_marked(query), _storable(values))

    def executemany(self, query: str, values: Iterable[Sequence[Any]], /) -> None:
        """Run a statement for each of many values, sent together."""
        with self._connection.cursor() as cursor:
            cursor.executemany(_marked(query), map(_storable, values))


def _marked(query: str) -> bytes:
    return query.replace("?", "%s").encode()


def _storable(values: Sequence[Any]) -> list[Any]:
    """The values, with a mark of the same length in place of what PostgreSQL does not keep."""
    return [value.replace(_NUL, "\ufffd") if isinstance(value, str) else value for value in values]


class _Row(tuple[Any, ...]):
    """A row that is read by column names as well."""

    names: dict[str, int]

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.names[key] if isinstance(key, str) else key)

    def keys(self) -> list[str]:
        """The names of the columns."""
        return list(self.names)


def _read_rows(cursor: Cursor[Any]) -> Callable[[Sequence[Any]], Row]:
    names = {column.name: number for number, column in enumerate(cursor.description or ())}
    return type("_NamedRow", (_Row,), {"names": names})
