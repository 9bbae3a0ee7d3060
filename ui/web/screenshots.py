"""Pictures of the running app for the README and the docs: ``python -m ui.web.screenshots docs``.

Needs Chromium and the ``dev`` extra. The library is a new one with the sample article, so that the same pictures come
out each time.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize

from ui.web.headless import chromium, sample_app

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
    with sample_app() as address, chromium() as browser:
        for name, (size, scheme) in SHOTS.items():
            _shoot(browser, address, folder / name, size, scheme)


def _shoot(browser: Browser, address: str, file: Path, size: ViewportSize, scheme: Scheme) -> None:
    page = browser.new_context(viewport=size, color_scheme=scheme, device_scale_factor=1.5).new_page()
    page.add_init_script("localStorage.setItem('toured', 'yes')")
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
