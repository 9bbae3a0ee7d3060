"""The app with the sample article in a new library, and a headless Chromium to look at it: for pictures and timing."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, sync_playwright

from ingest import pipeline
from rag import open_pullquote
from rag.settings import Settings
from ui.web.app import create_app


@contextmanager
def sample_app() -> Iterator[str]:
    """Serve the app on a free port; yields its address."""
    with tempfile.TemporaryDirectory() as home, open_pullquote(Settings(home=Path(home))) as pullquote:
        pipeline.add_sample(pullquote.library, pullquote.embedder)
        with served(create_app(pullquote)) as address:
            yield f"{address}/"


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an app in a thread; yields its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the installed Chromium; raises FileNotFoundError when there is none."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise FileNotFoundError("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
