"""What the stages of ingestion hand to each other: an article in the making."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.dates import Moment
from ingest.notes import notes


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
        next_page: the address of the web page that it goes on in.
    """

    blocks: list[Block] = field(default_factory=list)
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    section: str | None = None
    place: str | None = None
    agency: str | None = None
    language: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    next_page: str | None = None
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


def to_dict(draft: Draft) -> dict[str, object]:
    """A draft for JSON: what would be stored, and what was left out and why."""
    return {
        "title": draft.title,
        "publisher": draft.publisher,
        "authors": list(draft.authors),
        "published": draft.published.isoformat() if draft.published else None,
        "modified": draft.modified.isoformat() if draft.modified else None,
        "language": draft.language,
        "url": draft.url,
        "section": draft.section,
        "place": draft.place,
        "agency": draft.agency,
        "subheads": [draft.text[start:end] for start, end in draft.subheads],
        "text": draft.text,
        "notes": [{"text": draft.text[start:end], "kind": kind} for start, end, kind in notes(draft.text)],
        "dropped": [{"text": dropped.text, "reason": dropped.reason} for dropped in draft.dropped],
    }


_LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\uf8ff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_SPACES = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")  # all but a single plain space


def tidy(text: str) -> str:
    """Drop characters that cannot be seen and make white space plain; the words stay as published.

    Control, bidirectional and zero-width characters go (the joiners of scripts that need them stay), line breaks
    become one kind, other white space one space, and letters with separate accents their composed form (NFC).
    """
    text = _LINE_BREAKS.sub("\n", text)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip()
