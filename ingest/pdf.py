"""A PDF to a draft: lines to paragraphs, without what repeats on every page."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median
from typing import Any

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, TextStringObject

from ingest.draft import Block, Draft, Dropped, Kind, tidy
from ingest.plaintext import looks_like_title, read_head
from rag.errors import NoArticleFound, UnreadableSource

_MOST_PAGES = 200
_LIGATURES = {0xFB00 + i: letters for i, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_URL = re.compile(r"https?://[^\s<>\"']+")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?", re.IGNORECASE)
_BROWSER = re.compile(  # what browsers print above and below a page
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},\s+\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s.*)?"
    r"|(?:https?|file)://\S+\s+\d{1,3}/\d{1,3}",
    re.IGNORECASE,
)
_SOFT_HYPHEN = "\u00ad"
_STANDS_FOR_ONE = (b"\xfe\xff\x00\xad", b"\xad")  # it in the two encodings of replacement text


@dataclass(slots=True)
class _Line:
    """A line of a page: its text, and where it stands in points from the page's lower left."""

    text: str
    page: int
    x: float
    y: float
    size: float


def read_pdf(data: bytes, name: str) -> Draft:
    """Read the text of a PDF.

    Args:
        data: the file.
        name: for messages.

    Raises:
        UnreadableSource: it is damaged, needs a password, or has more than 200 pages.
        NoArticleFound: its pages are pictures without text.
    """
    lines = _lines(_open(data, name), name)
    draft = Draft()
    kept = _without_running_lines(lines, draft)
    if sum(len(line.text) for line in kept) < 40:
        raise NoArticleFound(f"{name} holds pictures of pages, no text. Run a text recognition (OCR) over it first.")
    draft.title, body = _split_title(kept, draft)
    blocks = _paragraphs(body)
    head = read_head([block.text for block in blocks], draft)
    draft.blocks = blocks[len(blocks) - len(head) :]
    return draft


def _open(data: bytes, name: str) -> pypdf.PdfReader:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports each flaw of a file
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableSource(f"{name} needs a password. Save it without one.")
        pages = len(reader.pages)
    except UnreadableSource:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, ImportError) as error:
        raise UnreadableSource(f"{name} is a damaged PDF ({error}). Save or print it again.") from error
    if pages > _MOST_PAGES:
        raise UnreadableSource(f"{name} has {pages} pages: more than {_MOST_PAGES} are not one article.")
    return reader


def _lines(reader: pypdf.PdfReader, name: str) -> list[_Line]:
    lines: list[_Line] = []
    for number, page in enumerate(reader.pages):
        spell = _SoftHyphens().visit

        def visit(
            text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float, number: int = number
        ) -> None:
            x, y = (tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5])
            scale = abs(tm[3] * cm[3]) or abs(tm[0] * cm[0]) or 1.0
            _add(lines, _Line(text, number, x, y, round(size * scale, 1)))

        try:
            page.extract_text(visitor_operand_before=spell, visitor_text=visit)
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
            raise UnreadableSource(f"{name} is a damaged PDF ({error}). Save or print it again.") from error
    for line in lines:
        text = re.sub(rf"{_SOFT_HYPHEN}\s*$", "\u2010", line.text)
        line.text = tidy(text.translate(_LIGATURES)).replace("\n", " ")
    return [line for line in lines if line.text]


class _SoftHyphens:
    """Puts the soft hyphens of a page in place of the spaces or hyphens that are drawn for them.

    Browsers draw a space without width where a word may be parted, word processors a hyphen where it is; both say in
    the content stream that it stands for a soft hyphen. Other replacement text is not taken: no reader sees it.
    """

    def __init__(self) -> None:
        self._inside = False

    def visit(self, operator: bytes, operands: list[Any], *_: Any) -> None:
        """Change what an operation shows, before it is read."""
        if operator == b"BDC":
            properties = operands[1] if len(operands) > 1 else None
            self._inside = isinstance(properties, dict) and properties.get("/ActualText") in _STANDS_FOR_ONE
        elif operator == b"EMC":
            self._inside = False
        elif self._inside and operator in {b"Tj", b"TJ"}:
            shown = TextStringObject(_SOFT_HYPHEN)
            operands[:] = [shown] if operator == b"Tj" else [ArrayObject([shown])]


def _add(lines: list[_Line], piece: _Line) -> None:
    """Put a piece of text behind the line that it continues, or begin a line with it."""
    last = lines[-1] if lines else None
    if not piece.text.strip():
        if last:
            last.text += piece.text.replace("\n", " ")
    elif (
        last and last.page == piece.page and abs(last.y - piece.y) < 0.5 * max(last.size, 1.0) and last.x <= piece.x + 1
    ):
        last.text += piece.text
    else:
        lines.append(piece)


def _without_running_lines(lines: list[_Line], draft: Draft) -> list[_Line]:
    """Drop headers, footers and page numbers: what most pages have at the same height, whatever its digits.

    They stand outside the text, so a line that also repeats but lies within it is kept.
    """
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    seen = Counter(mark for page in pages.values() for mark in {_running(line) for line in page})
    most = {mark for mark, count in seen.items() if count > max(1, len(pages) / 2)}
    gone: set[int] = set()
    for page in pages.values():
        from_top = sorted(page, key=lambda line: -line.y)
        for inwards in (from_top, from_top[::-1]):
            gone |= {id(line) for line in takewhile(lambda line: _is_outside(line, most), inwards)}
    for line in lines:
        if id(line) in gone:
            draft.dropped.append(Dropped(line.text, "header or footer"))
            if (url := _URL.search(line.text)) and "…" not in line.text:
                draft.url = draft.url or url.group()
    return [line for line in lines if id(line) not in gone]


def _is_outside(line: _Line, most: set[tuple[str, int]]) -> bool:
    return _running(line) in most or bool(_PAGE_NUMBER.fullmatch(line.text) or _BROWSER.fullmatch(line.text))


def _running(line: _Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.y / 5)


def _split_title(lines: list[_Line], draft: Draft) -> tuple[str | None, list[_Line]]:
    """The largest lines of the first page, when they are clearly larger than the text and look like a title."""
    usual = median(line.size for line in lines)
    first = [line for line in lines if line.page == lines[0].page]
    largest = max(line.size for line in first)
    at = next(i for i, line in enumerate(first) if line.size == largest)
    end = at
    while end < len(first) and first[end].size == largest:
        end += 1
    title = " ".join(line.text for line in first[at:end])
    if largest > 1.25 * usual and len(title) < 250:
        draft.dropped += [Dropped(line.text, "above the headline") for line in first[:at]]
        return title, lines[end:]
    return (
        (lines[0].text, lines[1:])
        if len(lines) > 1 and looks_like_title(lines[0].text) and lines[0].size > usual
        else (None, lines)
    )


def _paragraphs(lines: list[_Line]) -> list[Block]:
    """Join lines to paragraphs: a wider gap, a larger letter or an indented line begins one."""
    gaps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and 0 < a.y - b.y < 60]
    usual_gap = median(gaps) if gaps else 12.0
    usual_size = median(line.size for line in lines) if lines else 1.0
    blocks: list[Block] = []
    previous: _Line | None = None
    for line in lines:
        kind = Kind.HEADING if line.size > 1.12 * usual_size and len(line.text) < 120 else Kind.PARAGRAPH
        if previous is None or _begins(previous, line, usual_gap) or blocks[-1].kind is not kind:
            blocks.append(Block(line.text, kind))
        else:
            blocks[-1] = Block(_join(blocks[-1].text, line.text), kind)
        previous = line
    return blocks


def _begins(previous: _Line, line: _Line, usual_gap: float) -> bool:
    ended = bool(re.search(r"[.!?:”\"’)]$", previous.text))
    gap = previous.y - line.y
    if line.page != previous.page or gap < 0:  # a new page or column
        return ended
    return gap > 1.35 * usual_gap or (ended and line.x > previous.x + 6)


def _join(text: str, line: str) -> str:
    """Join a line to a text; a word that was parted by a hyphen at the end of a line is made whole."""
    if parted := re.search(r"(?<=[^\W\d_]{2})(?:-|\u2010)$", text):
        if line[:1].islower():
            return text[: parted.start()] + line
        if line[:1].isupper():  # such as mid-March
            return f"{text[: parted.start()]}-{line}"
    return f"{text} {line}"
