"""What the stages of ingestion hand to each other: an article in the making."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.dates import Moment


class Kind(StrEnum):
    """What a block of an article is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or heading."""

    text: str
    kind: Kind = Kind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Dropped:
    """Words of the source that are not part of the article, and the reason."""

    text: str
    reason: str


@dataclass(slots=True)
class Draft:
    """An article on its way into the library; each stage fills or mends some of it.

    Attributes:
        blocks: the body in reading order.
        dropped: what was left out, and why.
        published: when the publisher says that it was published, with the time and zone that it gives; None when it
            does not say.
    """

    blocks: list[Block] = field(default_factory=list)
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    section: str | None = None
    agency: str | None = None
    language: str | None = None
    dropped: list[Dropped] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The canonical plain text: the blocks joined by one blank line."""
        return "\n\n".join(block.text for block in self.blocks)

    @property
    def subheads(self) -> tuple[tuple[int, int], ...]:
        """Where the headings stand in :attr:`text`, as (start, end) in characters."""
        found, position = [], 0
        for block in self.blocks:
            if block.kind is Kind.HEADING:
                found.append((position, position + len(block.text)))
            position += len(block.text) + 2
        return tuple(found)


_LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")


def tidy(text: str) -> str:
    """Drop characters that cannot be seen and make white space plain; the words stay as published.

    Control, bidirectional and zero-width characters go (the joiners of scripts that need them stay), line breaks
    become one kind, other white space one space, and letters with separate accents their composed form (NFC).
    """
    text = _LINE_BREAKS.sub("\n", text)
    text = "".join(c for c in text if c in "\n\t" or not _is_invisible(c))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _is_invisible(char: str) -> bool:
    if char.isascii():
        return not char.isprintable()
    return char not in "\u200c\u200d" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"}
