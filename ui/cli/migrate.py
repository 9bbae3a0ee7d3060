"""``pullquote migrate``: a library from files to servers, or back."""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum
from typing import Annotated

import typer

from ui.cli.output import say


class Place(StrEnum):
    """Where a library is kept."""

    SERVERS = "servers"
    FILES = "files"


def migrate(
    to: Annotated[Place, typer.Option(help="“servers”, or “files” for the directory PULLQUOTE_HOME.")],
) -> None:
    """Copy the library from files to servers, or back; the one it comes from stays as it is.

    PULLQUOTE_HOME names the directory, PULLQUOTE_DATABASE_URL and PULLQUOTE_CHROMA_URL the servers. Articles, vectors,
    conversations, feedback, users and tokens are copied; there must be no library yet where they are copied to.

    Examples:
        pullquote migrate --to servers

        pullquote migrate --to files
    """
    from rag.embed import load_embedder
    from rag.errors import LibraryError
    from rag.migrate import migrate as copy_library
    from rag.settings import Settings
    from ui.access import store

    settings = Settings.from_environment()
    if settings.servers is None:
        raise LibraryError("Set PULLQUOTE_DATABASE_URL and PULLQUOTE_CHROMA_URL, so that the servers are known.")
    to_servers = to is Place.SERVERS
    copied = copy_library(settings.home, settings.servers, load_embedder(settings), to_servers=to_servers)
    with (
        closing(store.FileStore(settings.home)) as files,
        closing(store.DatabaseStore(settings.servers.database_url)) as shared,
    ):
        store.copy(*((files, shared) if to_servers else (shared, files)))
    say(f"{copied['versions']} version{'s' * (copied['versions'] != 1)} of articles copied to {to}.")
