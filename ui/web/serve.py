"""Serve the browser app: open the library, find a free port, say where it is."""

from __future__ import annotations

import logging
import socket
import time
import webbrowser
from collections.abc import Callable

import uvicorn
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ingest import pipeline
from rag import Pullquote, open_pullquote
from rag.settings import Settings

log = logging.getLogger(__name__)

_TRIES = 20
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 7860, open_browser: bool = True) -> None:
    """Serve until interrupted. The first time, the sample article is put into the new library.

    Args:
        settings: which library to open.
        host: address to listen on. On a loopback address, requests by any other name are refused, so that no web
            page can reach the library through a name of its own.
        port: where to listen; when it is taken, the next free one of the 20 after it.
        open_browser: open the page, where there is a browser.

    Raises:
        LibraryError: the library cannot be opened.
        OSError: none of the ports is free.
    """
    begun = time.monotonic()
    listener = listen(host, port)
    new = not settings.home.exists() or not any(settings.home.iterdir())
    with open_pullquote(settings) as pullquote:
        if new:
            pipeline.add_sample(pullquote.library, pullquote.embedder)
        _run(pullquote, listener, port, lambda address: _ready(address, time.monotonic() - begun, open_browser))


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


def _run(pullquote: Pullquote, listener: socket.socket, asked: int, ready: Callable[[str], None]) -> None:
    # Gradio takes seconds to import, and no other command needs it.
    from ui.web.app import create_app

    host, port = listener.getsockname()[:2]
    if port != asked:
        _say(f"Port {asked} is taken; using {port}.")
    app = create_app(pullquote)
    if host in _LOOPBACK:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
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
