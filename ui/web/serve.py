"""Serve the browser app: open the library, find a free port, say where it is."""

from __future__ import annotations

import ipaddress
import logging
import socket
import time
import webbrowser
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import uvicorn

from ingest import isolated, pipeline
from rag import Pullquote, open_pullquote
from rag.errors import AccessError
from rag.settings import Settings
from ui.access import Access
from ui.observe import ObservedPullquote, Observer, from_environment

log = logging.getLogger(__name__)

_TRIES = 20
_OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")


def serve(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = True,
    open_to_everyone: bool = False,
) -> None:
    """Serve until interrupted. The first time, the sample article is put into the new library.

    Args:
        settings: which library to open.
        host: address to listen on. On a loopback address, where nobody logs in, requests by any other name are
            refused, so that no web page can reach the library through a name of its own.
        port: where to listen; when it is taken, the next free one of the 20 after it.
        open_browser: open the page, where there is a browser.
        open_to_everyone: ask nobody to log in, wherever they come from.

    Raises:
        AccessError: others could reach the address, and nobody would have to log in.
        LibraryError: the library cannot be opened.
        PullquoteError: what ``PULLQUOTE_OBSERVE`` asks for is unknown or not installed.
        OSError: none of the ports is free.
    """
    begun = time.monotonic()
    access = let_in(settings, host, open_to_everyone)
    listener = listen(host, port)
    observer = from_environment()
    with (
        closing(observer),
        closing(access),
        ObservedPullquote(settings, observer) if observer else open_pullquote(settings) as pullquote,
    ):
        if pullquote.library.is_new:
            pipeline.add_sample(pullquote.library, pullquote.embedder)
        pullquote.library.open_index()

        def ready(address: str) -> None:
            here = address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")
            pullquote.library.announce(here, access.key)
            _ready(address, time.monotonic() - begun, open_browser)

        home = None if settings.servers else settings.home  # other processes would have other own libraries
        with isolated.everything():
            _run(pullquote, access, listener, port, ready, observer, home)


def let_in(settings: Settings, host: str, open_to_everyone: bool) -> Access:
    """Decide who comes in at an address; raises AccessError when that would be everyone, and nobody said so."""
    access = Access(settings.home, open_here=open_to_everyone or is_loopback(host), database_url=settings.database_url)
    if open_to_everyone and access.users.any():
        raise AccessError("There are users, so everyone must log in. Leave --open-to-everyone out, or remove them.")
    if not access.is_open and not access.users.any():
        raise AccessError(
            f"Whoever reaches {host} could read, add and delete everything. Make a user first, with “pullquote users "
            "add NAME”, so that everyone must log in. Where all who reach it may do that, say --open-to-everyone."
        )
    return access


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Bind the first free port from ``port`` on; raises OSError when none of 20 is free."""
    for number in range(port, port + _TRIES):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            listener.listen()
        except OSError as error:
            listener.close()
            refused = error
        else:
            return listener
    raise OSError(f"No port from {port} to {port + _TRIES - 1} on {host} is free ({refused}). Name one with --port.")


class _Server(uvicorn.Server):
    """A server that says when it has started."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell()


def _run(
    pullquote: Pullquote,
    access: Access,
    listener: socket.socket,
    asked: int,
    ready: Callable[[str], None],
    observer: Observer,
    home: Path | None,
) -> None:
    # Gradio takes seconds to import, and no other command needs it.
    from ui.web.app import create_app

    host, port = listener.getsockname()[:2]
    if port != asked:
        _say(f"Port {asked} is taken; using {port}.")
    names = _OWN_NAMES if is_loopback(host) and access.is_open else ()
    app = create_app(pullquote, access, names, observer, home)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
    if observer.logs:
        config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=2)
    _Server(config, lambda: ready(address)).run(sockets=[listener])


def _ready(address: str, seconds: float, open_browser: bool) -> None:
    _say(f"Pullquote is ready at {address} ({seconds:.1f} s). Press Ctrl+C to stop.")
    if open_browser:
        try:
            webbrowser.get()
        except webbrowser.Error:
            return
        webbrowser.open(address)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a person at the terminal reads this
