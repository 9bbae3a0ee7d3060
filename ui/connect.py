"""The library, wherever it is open: in this process, or in a server of this user that owns it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rag import owner
from rag.errors import AnswererError
from rag.settings import Settings

if TYPE_CHECKING:
    from ui.client import Client
    from ui.service import Service

    Library = Service | Client


@contextmanager
def connect(settings: Settings | None = None, *, answerer: str | None = None) -> Iterator[Library]:
    """Open the library of the settings (by default: of the environment), or reach the server that owns it.

    Args:
        settings: which library.
        answerer: who answers, when that is asked for; a server has its own.

    Raises:
        AnswererError: a server owns the library, and another answerer was asked for.
        LibraryBusy: a process owns it that does not answer over HTTP; the message names it.
    """
    settings = settings or Settings.from_environment(answerer=answerer)
    if server := server_of(settings):
        try:
            if answerer:
                raise AnswererError(
                    f"A server owns the library and answers itself. Stop it to ask {answerer}, or leave --answerer out."
                )
            yield server
        finally:
            server.close()
        return
    from rag import open_pullquote

    with open_pullquote(settings) as pullquote:
        from ui.service import Service  # meanwhile the reader's model is opened

        yield Service(pullquote)


def server_of(settings: Settings) -> Client | None:
    """The owner of the library, if it is a server and alive; the caller closes it. On servers nobody owns it."""
    if settings.servers:
        return None
    found = owner.read(settings.home)
    if found is None or found.url is None:
        return None
    from ui.client import Client  # the HTTP client takes a while to import, and most commands open the library here

    client = Client(found.url, found.key)
    if client.answers():
        return client
    client.close()
    return None
