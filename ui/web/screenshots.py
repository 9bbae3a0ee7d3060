"""Pictures of the running app for the README and the docs: ``python -m ui.web.screenshots docs``.

Needs Chromium and the ``dev`` extra. The library is a new one with the sample article, so that the same pictures come
out each time.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import uvicorn
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from ingest import pipeline
from rag import open_pullquote
from rag.settings import Settings
from ui.web.app import create_app
from ui.web.serve import listen

QUESTION = "who urged Kyiv to tone down?"
Scheme = Literal["light", "dark"]
SHOTS: dict[str, tuple[ViewportSize, Scheme]] = {
    "screenshot.png": ({"width": 1280, "height": 760}, "light"),
    "screenshot-dark.png": ({"width": 1280, "height": 760}, "dark"),
    "screenshot-phone.png": ({"width": 390, "height": 800}, "light"),
}


def main(folder: Path) -> None:
    """Take every picture of ``SHOTS`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with _serving() as address, sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for name, (size, scheme) in SHOTS.items():
            _shoot(browser, address, folder / name, size, scheme)
        browser.close()


@contextmanager
def _serving() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as home, open_pullquote(Settings(home=Path(home))) as pullquote:
        pipeline.add_sample(pullquote.library, pullquote.embedder)
        listener = listen("127.0.0.1", 7870)
        server = uvicorn.Server(uvicorn.Config(create_app(pullquote), log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        server.should_exit = True
        thread.join()


def _shoot(browser: Browser, address: str, file: Path, size: ViewportSize, scheme: Scheme) -> None:
    page = browser.new_context(viewport=size, color_scheme=scheme, device_scale_factor=1.5).new_page()
    page.goto(address)
    page.fill("#composer textarea", QUESTION)
    page.press("#composer textarea", "Enter")
    page.locator(".answer .about").wait_for()
    page.locator(".answer .short a.cite").click()
    page.locator("mark.active").first.wait_for()
    page.mouse.move(size["width"] - 5, size["height"] - 5)
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(800)
    page.screenshot(path=file)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
