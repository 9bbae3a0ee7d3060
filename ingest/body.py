"""Find the article's body in a page: its blocks, and the element that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from ingest.dom import INLINE
from ingest.draft import tidy

_PARAGRAPH = 80  # characters of a line that is no line of a poem or an address
_PICTURE = re.compile(r"photo|picture|image|img|caption", re.IGNORECASE)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


@dataclass(slots=True)
class Found:
    """A block of text and where it was found.

    Attributes:
        element: the block-level element that holds the text.
        linked: how many of its characters are inside links.
        tag: of the block: ``p``, ``li``, a heading, ``tr``, ``blockquote``, ...
    """

    element: HtmlElement
    text: str
    linked: int
    tag: str

    @property
    def link_share(self) -> float:
        """The share of its characters that are inside links."""
        return self.linked / max(1, len(self.text))


@dataclass(slots=True)
class _Buffer:
    parts: list[str] = field(default_factory=list)
    linked: int = 0


def blocks(root: HtmlElement) -> Iterator[Found]:
    """The blocks of text under an element, in reading order."""
    buffer = _Buffer()
    yield from _walk(root, root, buffer, False)
    yield from _flush(root, buffer)


def _walk(element: HtmlElement, block: HtmlElement, buffer: _Buffer, linked: bool) -> Iterator[Found]:
    _put(buffer, element.text, linked)
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif child.tag == "br":
            buffer.parts.append("\n")
        elif child.tag == "table" and _holds_data(child):
            yield from _flush(block, buffer)
            yield from _rows(child)
        elif child.tag in INLINE and not is_picture(child):
            yield from _walk(child, block, buffer, linked or child.tag == "a")
        else:
            yield from _flush(block, buffer)
            yield from _walk(child, child, buffer, linked)
            yield from _flush(child, buffer)
        _put(buffer, child.tail, linked)


def is_picture(element: HtmlElement) -> bool:
    """Whether a part of a line is called a picture, and is one."""
    return bool(_PICTURE.search(element.get("class") or "")) and element.find(".//img") is not None


def _put(buffer: _Buffer, text: str | None, linked: bool) -> None:
    if text:
        buffer.parts.append(text.replace("\r", " ").replace("\n", " "))
        if linked:
            buffer.linked += len(text.strip())


def _flush(block: HtmlElement, buffer: _Buffer) -> Iterator[Found]:
    text = tidy("".join(buffer.parts))
    linked, buffer.parts, buffer.linked = buffer.linked, [], 0
    for part in re.split(r"\s*\n\s*\n\s*", text):
        lines = [line.strip() for line in part.strip().split("\n")]
        paragraphs = lines if all(len(line) > _PARAGRAPH for line in lines) else ["\n".join(lines)]
        for paragraph in filter(None, paragraphs):
            yield Found(block, paragraph, min(linked, len(paragraph)), _tag(block))


def _tag(element: HtmlElement) -> str:
    """The tag that says what a block is: that of the nearest ancestor that means something."""
    for e in (element, *element.iterancestors()):
        if e.tag in _HEADINGS or e.tag in {"li", "p", "blockquote", "figcaption", "pre", "td", "dd", "dt"}:
            return str(e.tag)
        if e.tag in {"article", "section", "main", "body"}:
            break
    return "div"


def _holds_data(table: HtmlElement) -> bool:
    """Whether a table is one of data: rows of short cells, and no table inside."""
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or max(map(len, rows)) < 2 or table.find(".//table") is not None:
        return False
    return all(len(cell.text_content()) < 300 for cell in cells)


def _rows(table: HtmlElement) -> Iterator[Found]:
    lines = [re.sub(r"\s+", " ", tidy(caption.text_content())) for caption in table.iter("caption")]
    for row in table.iter("tr"):
        cells = (tidy(" ".join(cell.itertext())).replace("\n", " ") for cell in row if cell.tag in {"td", "th"})
        lines.append(" | ".join(re.sub(r" +", " ", cell) for cell in cells if cell))
    text = "\n".join(line for line in lines if line)
    if text:
        linked = sum(len(link.text_content().strip()) for link in table.iter("a"))
        yield Found(table, text, min(linked, len(text)), "table")
