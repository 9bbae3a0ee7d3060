"""How fast the page is, in headless Chromium: ``python -m ui.web.bench``.

Prints what is sent until the first question can be typed, and how long a keystroke takes in a conversation of 300
messages, from the key to the next frame. Numbers are of the machine that they are measured on.
"""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Callable

from playwright.sync_api import Browser, Page

from ui.web.headless import chromium, sample_app

log = logging.getLogger(__name__)

QUESTIONS = 150
"""Questions asked; each makes two messages."""

_FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def main() -> None:
    """Measure, and log a line for each number."""
    with sample_app() as address, chromium() as browser:
        _open(browser, address, "first visit")
        page = _open(browser, address, "another visit")
        _converse(page)
        for name, act in (
            ("keystroke", lambda: page.keyboard.type("a")),
            ("scroll", lambda: page.mouse.wheel(0, -400)),
        ):
            log.info("%s with %d messages: %.0f ms (median of 20)", name, 2 * QUESTIONS, _median(page, act))


def _open(browser: Browser, address: str, name: str) -> Page:
    page = browser.new_context().new_page()
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    begun = time.monotonic()
    page.goto(address, wait_until="commit")
    page.locator("#composer textarea").wait_for()
    seconds = time.monotonic() - begun
    log.info("%s: ready in %.2f s, %d requests, %.0f kB", name, seconds, len(sizes), sum(sizes) / 1000)
    return page


def _converse(page: Page) -> None:
    for number in range(1, QUESTIONS + 1):
        page.fill("#composer textarea", "when was this published?")
        page.press("#composer textarea", "Enter")
        page.locator(".answer, .refusal").nth(number - 1).wait_for()
    page.focus("#composer textarea")


def _median(page: Page, act: Callable[[], None]) -> float:
    times = []
    for _ in range(20):
        begun = time.monotonic()
        act()
        page.evaluate(_FRAME)
        times.append(1000 * (time.monotonic() - begun))
    return statistics.median(times)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    main()
