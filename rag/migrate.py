"""A library copied from files to servers, or back: every row, and every vector as it is."""

from __future__ import annotations

from contextlib import closing
from itertools import groupby
from pathlib import Path

from rag import rows
from rag.conversations import Conversations
from rag.embed import Embedder
from rag.errors import LibraryError
from rag.feedback import FeedbackBook
from rag.index import parts
from rag.record import Record
from rag.settings import Servers
from rag.statements import PASSAGE_ROWS, Statements
from rag.stores import open_stores

_TOGETHER = 500  # rows
_TABLES = {
    "versions": "article, version",
    "bands": "band, article",
    "tags": "article, tag",
    "facts": "article",
    "conversations": "owner, id",
    "turns": "owner, conversation, number",
    "shares": "token",
    "feedback": "id",
}
"""The tables whose rows are the same in both databases, and what tells their rows apart."""


def migrate(home: Path, servers: Servers, embedder: Embedder, *, to_servers: bool) -> dict[str, int]:
    """Copy the library of a directory to servers that have none, or the other way; the one it comes from stays.

    Args:
        home: the library directory.
        servers: the database and the Chroma server.
        embedder: makes the vectors; those that are there are copied as they are.
        to_servers: which way.

    Returns:
        How many rows of each table were copied.

    Raises:
        LibraryError: there are articles already where the library shall be copied to.
        LibraryBusy: another process owns the directory.
        LibraryUnreachable: a server does not answer.
    """
    with closing(open_stores(home, None)) as files, closing(open_stores(home, servers)) as shared:
        source, target = (files, shared) if to_servers else (shared, files)
        with source.record.alone(), target.record.alone():
            if target.record.count():
                place = "the database" if to_servers else home
                raise LibraryError(f"There is a library in {place} already. Copy to where there is none.")
            with closing(target.open_index(embedder)) as new, closing(source.open_index(embedder)) as old:
                old.copy_to(new)
            return _copy(source.record, target.record)


def _copy(source: Record, target: Record) -> dict[str, int]:
    """Copy all rows in one transaction: nobody sees half a library, and a copy that is stopped leaves none."""
    for record in (source, target):  # they make their tables
        Conversations(record, "")
        FeedbackBook(record)
    with target.transaction() as db:
        copied = {table: _copy_table(source, db, table) for table in _TABLES}
        copied["passages"] = _copy_passages(source, target, db)
        target.count_on(db)
    return copied


def _copy_table(source: Record, db: Statements, table: str) -> int:
    copied = 0
    for part in parts(source.each(f"SELECT * FROM {table} ORDER BY {_TABLES[table]}"), _TOGETHER):  # noqa: S608 - our names
        columns = part[0].keys()
        db.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",  # noqa: S608 - the same
            map(tuple, part),
        )
        copied += len(part)
    return copied


def _copy_passages(source: Record, target: Record, db: Statements) -> int:
    copied = 0
    found = map(rows.to_passage, source.each(f"{PASSAGE_ROWS} ORDER BY p.rowid"))
    for _, passages in groupby(found, key=lambda passage: passage.span.article):
        one = list(passages)
        target.write_passages(db, one)
        copied += len(one)
    return copied
