"""Quotation marks in news text: where each quotation starts and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "'": "'", "‹": "›", "「": "」"}
_SINGLE = "‘'"
_MARK = re.compile(r"''|``|[“„«‘\"'‹「]")
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks.

    Attributes:
        start: of the opening mark.
        end: behind the closing mark, or the end of the paragraph when there is none.
        closed: whether it has a closing mark; a quote of several paragraphs closes in the last one alone.
        width: characters of a mark: 2 where it is typed as two single ones.
    """

    start: int
    end: int
    closed: bool
    width: int = 1

    @property
    def inner(self) -> tuple[int, int]:
        """Where the words stand, without the marks."""
        return self.start + self.width, self.end - self.width * self.closed


def quotations(text: str) -> list[Quotation]:
    """Find the outermost quotations of a text, in order.

    Curly, straight, angled, low and corner marks are known, double and single. A single mark inside a word or behind
    a plural ("the nations' leaders") is an apostrophe. A quotation ends with its paragraph at the latest.
    """
    return list(_quotations(text))


@lru_cache(maxsize=256)
def _quotations(text: str) -> tuple[Quotation, ...]:
    return tuple(quote for paragraph in _PARAGRAPH.finditer(text) for quote in _in_paragraph(text, *paragraph.span()))


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    for mark in _MARK.finditer(text, start, end):
        position = mark.start()
        if found and position < found[-1].end:
            continue
        if mark.group() in {"''", "``"}:
            close = text.find("''", position + 2, end)
            if close > 0:
                found.append(Quotation(position, close + 2, True, 2))
        elif _opens(text, position, start, end):
            last = _close(text, position, end)
            if last is not None:
                found.append(Quotation(position, last + 1, True))
            elif mark.group() not in _SINGLE:
                found.append(Quotation(position, end, False))
    return found


def _opens(text: str, position: int, start: int, end: int) -> bool:
    if position + 1 >= end or text[position + 1].isspace():
        return False
    mark = text[position]
    if mark in "\"'‘":
        return position == start or not (text[position - 1].isalnum() or text[position - 1] in ".,!?%”’")
    return True


def _close(text: str, position: int, end: int) -> int | None:
    """The closing mark that belongs to the opening one at ``position``."""
    mark = text[position]
    if mark in _SINGLE:
        return _close_single(text, position, end)
    depth = 0
    for at in range(position + 1, end):
        char = text[at]
        if char == mark and mark not in _PAIRS[mark]:
            depth += 1
        elif char in _PAIRS[mark] or (mark in '“"' and char in '”"' and not _reopens(text, at, end)):
            if depth == 0:
                return at
            depth -= 1
    return None


def _reopens(text: str, at: int, end: int) -> bool:
    """Whether a straight mark opens rather than closes: white space before it and a letter behind it."""
    return text[at] == '"' and text[at - 1].isspace() and at + 1 < end and text[at + 1].isalnum()


def _close_single(text: str, position: int, end: int) -> int | None:
    """The first closing single mark that is not an apostrophe; behind an "s" only when no better one follows."""
    plural: int | None = None
    for at in range(position + 2, end):
        if text[at] not in "’'" or text[at - 1].isspace() or (at + 1 < end and text[at + 1].isalnum()):
            continue
        if text[at - 1] != "s":
            return at
        if plural is None:
            plural = at
        elif at + 1 >= end or not text[at + 1].isalnum():
            break
    return plural
