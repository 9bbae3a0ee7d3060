"""The app with the sample article in a new library, and a headless Chromium to look at it: for pictures and timing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from ingest import pipeline
from rag import Pullquote
from rag.settings import Settings
from ui.web.app import create_app
from ui.web.served import served


@contextmanager
def sample_app(kind: type[Pullquote] = Pullquote) -> Iterator[str]:
    """Serve the app of this kind of Pullquote on a free port; yields its address."""
    with tempfile.TemporaryDirectory() as home, kind(Settings(home=Path(home))) as pullquote:
        pipeline.add_sample(pullquote.library, pullquote.embedder)
        with served(create_app(pullquote)) as address:
            yield f"{address}/"


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
