"""Well-known attacks on pages that show what others wrote, and how to see one that worked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

ATTACKS = Path(__file__).with_name("xss.txt").read_text(encoding="utf-8").splitlines()

_WORKED = """
() => [...document.querySelectorAll("*")].map((e) => [e, e.cloneNode(false).outerHTML]).filter(([e, tag]) =>
  e.matches("iframe, object, embed, base:not([href='./']), math, frameset, applet, marquee, xss")
  || e.matches("meta[http-equiv]:not(head > [http-equiv='Content-Security-Policy'])")
  || e.matches("script, style, link, img, image, svg *, video, audio, form, input") && /alert|evil\\.example/.test(tag)
  || [...e.attributes].some(({ name, value }) => name.startsWith("on")
    || /^(href|src|srcset|action|formaction|data|xlink:href)$/.test(name)
      && /^\\s*(javascript|vbscript|data:text)/i.test(value)
    || /^(src|srcset|style|poster|background|data)$/.test(name) && value.includes("evil.example"))
).map(([, tag]) => tag)
"""


def groups(most: int) -> Iterator[str]:
    """The attacks in lines, in groups of at most so many characters."""
    lines: list[str] = []
    for attack in ATTACKS:
        if lines and sum(map(len, lines)) + len(lines) + len(attack) > most:
            yield "\n".join(lines)
            lines = []
        lines.append(attack)
    yield "\n".join(lines)


def worked(page: Page) -> list[str]:
    """The elements of a page that an attack has made: they run, load, or lead somewhere."""
    found: list[str] = page.evaluate(_WORKED)
    return found


def plain(text: str) -> str:
    """Text as a page shows it, whatever its white space."""
    return " ".join(text.split())
