"""Plain text, from a file or pasted, to a draft."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.dates import DATE, read_date
from ingest.draft import Block, Draft, Dropped, Kind, tidy

_NEVER_WRAPPED = 160  # a text with a longer line has a paragraph on each
_WRAPPED = 100  # a text whose lines are all shorter is taken to be wrapped by hand
_BYLINE = re.compile(r"(?:(?:written|reported|story|words)\s+)?by:?\s+(?P<names>[^\d:|]{3,100}?)\W*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_STAMP = re.compile(
    r"\W*(?:(?:published|posted|updated|last\s+updated|date)\W{0,3}\s*)?(?:on\s+)?" + DATE + r"\W*", re.IGNORECASE
)
_BESIDE = re.compile(r"\s+[·•|–—]\s+")  # byline and date on one line
_UPDATED = re.compile(r"\W*(?:last\s+)?(?:updated|modified)", re.IGNORECASE)


def read_plain_text(text: str) -> Draft:
    """Read paragraphs and, above the first paragraph, the title, byline and date.

    Args:
        text: paragraphs parted by blank lines or, where there are none, one a line.

    Returns:
        A draft; its title is None when the text does not open with one.
    """
    paragraphs = _paragraphs(tidy(text))
    draft = Draft()
    draft.blocks = [Block(paragraph) for paragraph in read_head(paragraphs, draft)]
    return draft


def mark_headings(draft: Draft) -> Draft:
    """Tell headings from paragraphs by their looks, in a draft that was cleaned of what stood between them."""
    for i, (block, below) in enumerate(pairwise(draft.blocks)):
        if looks_like_heading(block.text) and len(below.text) > len(block.text):
            draft.blocks[i] = Block(block.text, Kind.HEADING)
    return draft


def looks_like_heading(paragraph: str) -> bool:
    """Whether a paragraph is short, starts like a sentence and does not end like one."""
    words = paragraph.split()
    if not 1 <= len(words) <= 14 or len(paragraph) > 100:
        return False
    opening = paragraph.lstrip("‘“'\"")[:1]
    return (opening.isupper() or opening.isdigit()) and paragraph.rstrip("’”'\")")[-1:] not in tuple(".!:;,…")


def _paragraphs(text: str) -> list[str]:
    parts = re.split(r"\n\s*\n", text)
    lines = [line for line in text.split("\n") if line.strip()]
    if len(parts) == 1 and len(lines) > 1 and max(map(len, lines)) >= _WRAPPED:
        parts = lines
    else:
        unwrapped = max(map(len, lines), default=0) >= _NEVER_WRAPPED
        parts = [*_head_lines(parts[0]), *parts[1:]]
        parts = [line for part in parts for line in part.split("\n")] if unwrapped else parts
    joined = (re.sub(r"\s*\n\s*", " ", part).strip() for part in parts)
    return [paragraph for paragraph in joined if paragraph]


def _head_lines(part: str) -> list[str]:
    """The first part of a text: its headline, byline and date line apart where it has some of them."""
    lines = part.split("\n")
    marks = [i for i, line in enumerate(lines) if _is_head_line(line)]
    if len(lines) < 2 or not marks:
        return [part]
    first, behind = marks[0], marks[-1] + 1
    return ["\n".join(lines[:first]), *lines[first:behind], "\n".join(lines[behind:])]


def _is_head_line(line: str) -> bool:
    return all(_STAMP.fullmatch(piece) or _BYLINE.fullmatch(piece) for piece in _BESIDE.split(line))


def read_head(paragraphs: list[str], draft: Draft) -> list[str]:
    """Take the title, byline and date off the top and put them in the draft; returns the paragraphs below them."""
    rest = list(paragraphs)
    if draft.title is None and len(rest) > 1 and looks_like_title(rest[0]):
        draft.title = rest.pop(0)
    while len(rest) > 1 and (reason := _read_head_line(rest[0], draft)):
        draft.dropped.append(Dropped(rest.pop(0), reason))
    return rest


def looks_like_title(paragraph: str) -> bool:
    """Whether the first paragraph is a title: like a heading, but neither a byline nor a date."""
    heading = looks_like_heading(paragraph)
    return heading and not _BYLINE.fullmatch(paragraph) and not _STAMP.match(paragraph) and " " in paragraph


def _read_head_line(line: str, draft: Draft) -> str | None:
    pieces = _BESIDE.split(line)
    if len(pieces) > 1 and _is_head_line(line):
        return " and ".join(filter(None, (_read_head_line(piece, draft) for piece in pieces))) or None
    if (stamp := _STAMP.fullmatch(line)) and (day := read_date(stamp.group("date"))):
        if _UPDATED.match(line):
            draft.modified = draft.modified or day
        else:
            draft.published = draft.published or day
        return "date line"
    byline = _BYLINE.fullmatch(line)
    if byline is None or not byline.group("names")[0].isupper():
        return None
    named = tuple(name for name in _AND.split(byline.group("names")) if name)
    if draft.authors and not set(named) <= set(draft.authors):
        return None
    draft.authors = draft.authors or named
    return "byline"
