"""How fast the page is, in headless Chromium: ``python -m ui.web.bench``.

Prints what is sent until the first question can be typed; how long the first words take from the answerer to the
screen, which shall be at most 300 ms; and how long keys, clicks and scrolling take in a conversation of 300 messages
until the next frame: interactions as the browser itself times them, which shall be at most 200 ms. Numbers are of the
machine that they are measured on.
"""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar

from playwright.sync_api import BrowserContext, Page

from rag import Pullquote
from rag.types import Answer, Question
from ui.web.headless import chromium, sample_app

log = logging.getLogger(__name__)

QUESTIONS = 150
"""Questions asked; each makes two messages."""

_ASKED = 11
"""Questions whose first words are timed."""

_WATCH_WORDS = """() => {
  window.shown = [];
  new MutationObserver(() => {
    const count = document.querySelectorAll("#talk .answer .short, #talk .refusal .short").length;
    while (window.shown.length < count) window.shown.push(performance.timeOrigin + performance.now());
  }).observe(document.querySelector("#talk"), { childList: true, subtree: true });
}"""
_WATCH_INTERACTIONS = """() => {
  window.interactions = {};
  new PerformanceObserver((list) => {
    for (const { interactionId: id, duration } of list.getEntries())
      if (id) window.interactions[id] = Math.max(window.interactions[id] ?? 0, duration);
  }).observe({ type: "event", durationThreshold: 16 });
}"""
_FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class _Timed(Pullquote):
    """Notes when each answer's first output comes, in seconds since 1970."""

    first: ClassVar[list[float]] = []

    def stream(self, question: str | Question, answerer: str | None = None) -> Iterator[Answer]:
        answers = super().stream(question, answerer)
        for number, answer in enumerate(answers):
            if number == 0 and answerer is None:  # asked on the page, and not to see whether it can be offered
                self.first.append(time.time())
            yield answer


def main() -> None:
    """Measure, and log a line for each number."""
    with sample_app(_Timed) as address, chromium() as browser:
        context = browser.new_context()
        _open(context, address, "first visit")
        page = _open(context, address, "another visit")
        _first_words(page)
        _converse(page)
        _look_at(context, page)
        page.evaluate(_WATCH_INTERACTIONS)
        for name, act in (
            ("keystroke", lambda: page.keyboard.type("a")),
            ("scroll", lambda: page.mouse.wheel(0, -400)),
        ):
            log.info("%s with %d messages: %.0f ms (median of 20)", name, 2 * QUESTIONS, _median(page, act))
        for _ in range(5):
            page.locator("#talk .answer summary").last.click()
            page.evaluate(_FRAME)
        times = [float(duration) for duration in page.evaluate("Object.values(window.interactions)")]
        log.info(
            "interaction to next paint with %d messages: %.0f ms the longest of 25 (shall be at most 200; "
            "%d took 16 ms or longer)",
            *(2 * QUESTIONS, max(times, default=0.0), len(times)),
        )


def _open(context: BrowserContext, address: str, name: str) -> Page:
    """Open the page, and count what comes over the wire: what the browser has kept is not asked for again."""
    page = context.new_page()
    sizes: list[float] = []
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", partial(_note, sizes))
    begun = time.monotonic()
    page.goto(address, wait_until="commit")
    page.locator("#composer textarea").wait_for()
    seconds = time.monotonic() - begun
    log.info("%s: ready in %.2f s, %d requests, %.0f kB", name, seconds, len([*filter(None, sizes)]), sum(sizes) / 1000)
    return page


def _look_at(context: BrowserContext, page: Page) -> None:
    """Take every frame that is painted: without a window to show it in, the browser may keep one back for seconds."""
    eye = context.new_cdp_session(page)

    def seen(frame: dict[str, Any]) -> None:
        eye.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    eye.on("Page.screencastFrame", seen)
    eye.send("Page.startScreencast", {"format": "jpeg", "quality": 1})


def _note(sizes: list[float], finished: dict[str, float]) -> None:
    sizes.append(finished["encodedDataLength"])


def _first_words(page: Page) -> None:
    page.evaluate(_WATCH_WORDS)
    _Timed.first.clear()
    _ask(page, "who urged Kyiv to tone down?", 1, _ASKED)
    shown = [milliseconds / 1000 for milliseconds in page.evaluate("window.shown")]
    waits = [1000 * (there - made) for made, there in zip(_Timed.first, shown, strict=True)]
    longest = max(waits)
    log.info(
        "first words after the answerer's first output: %.0f ms (median of %d), %.0f ms the longest (at most 300)",
        *(statistics.median(waits), _ASKED, longest),
    )


def _converse(page: Page) -> None:
    _ask(page, "when was this published?", _ASKED + 1, QUESTIONS)
    page.focus("#composer textarea")


def _ask(page: Page, question: str, first: int, last: int) -> None:
    """Ask a question again and again, as the conversation's ``first`` to ``last`` one."""
    for number in range(first, last + 1):
        page.fill("#composer textarea", question)
        page.press("#composer textarea", "Enter")
        page.locator("#talk .thumb.right").nth(number - 1).wait_for()


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
