"""Do the servers that keep a library answer, and do they say the same? A part of :mod:`ui.doctor`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from rag.errors import LibraryError
from rag.settings import Settings
from ui.doctor import Finding, passages

if TYPE_CHECKING:
    from rag.postgres_record import PostgresRecord

_MENDS = {
    "must be postgresql": "Mend the address in PULLQUOTE_DATABASE_URL.",
    "must begin with http": "Mend the address in PULLQUOTE_CHROMA_URL.",
    "no Chroma server": "Mend the address in PULLQUOTE_CHROMA_URL.",
    "password": "Mend the user and the password in PULLQUOTE_DATABASE_URL.",
    "does not exist": "Make it with createuser or createdb, or mend PULLQUOTE_DATABASE_URL.",
    "not installed": "Install it.",
    "pullquote reindex": "Run pullquote reindex.",
}
_START = "Start it, or mend its address in {}. docs/how-to/servers.md has the steps."


def examine_servers(settings: Settings) -> Iterator[Finding]:
    """Look at the database, then at the index."""
    try:
        servers = settings.servers
    except LibraryError as error:
        yield Finding("Servers", "fault", str(error), "Set both, or none.")
        return
    if servers is None:
        return
    from rag.postgres_record import PostgresRecord

    try:
        record = PostgresRecord(servers.database_url)
    except LibraryError as error:
        yield Finding("Database", "fault", str(error), _mend(error, "PULLQUOTE_DATABASE_URL"))
        return
    with closing(record):
        version = str(record.rows("SHOW server_version")[0][0]).split()[0]
        yield Finding("Database", "ok", f"{record.count()} articles in {record.database.name} (PostgreSQL {version})")
        yield _index(record, servers.chroma_url)


def _index(record: PostgresRecord, url: str) -> Finding:
    from rag.server_index import ServerIndex
    from rag.servers import COLLECTION

    name = record.meta(COLLECTION)
    if name is None:
        return Finding("Index", "note", "there is none", "It is made when it is first needed.")
    try:
        with closing(ServerIndex(url, lambda: name)) as index, record.alone():
            there, wanted = index.ids(), record.passage_ids()
    except LibraryError as error:
        return Finding("Index", "fault", str(error), _mend(error, "PULLQUOTE_CHROMA_URL"))
    if there == wanted:
        return Finding("Index", "ok", f"{passages(len(wanted))} {index.place}, as in the record")
    if there > wanted:
        extra = len(there - wanted)
        return Finding("Index", "ok", f"{passages(len(wanted))}, and {extra} to sweep when it is opened")
    lost = f"it lacks {len(wanted - there)} of {passages(len(wanted))}"
    return Finding("Index", "fault", lost, "Run pullquote reindex. What opens the library next does it too.")


def _mend(error: LibraryError, variable: str) -> str:
    """What to do about it, by what the server said."""
    return next((mend for words, mend in _MENDS.items() if words in str(error)), _START.format(variable))
