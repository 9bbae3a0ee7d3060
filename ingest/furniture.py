"""Tell the article's paragraphs from what stands among them in the page: headline, links, captions, bylines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import groupby, islice

from lxml.html import HtmlElement

from ingest.body import Found, is_picture
from ingest.container import key, same_words
from ingest.dates import CLOCK, DATE
from ingest.dom import INLINE
from ingest.notes import note_of

_ENDS = re.compile(r"[.!?:;…。！？\"”’)\]]\W*$")
_CREDIT = re.compile(
    r"\W*(?:(?:photo|image|picture|pic|video|фото|foto|imagem|credit|photo credit|image credit|photograph|courtesy)"
    r"\W*(?:by|from|credits?|via|of|courtesy|:|/|-)\W*\S.{0,100}|.{0,60}\bgetty(?:\s+images)?|ap\s+photo.{0,60}"
    r"|.{0,30}/(?:ap|afp|reuters|getty.{0,10}|shutterstock|epa|istock))\W*",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"\W*(?:(?i:(?:written\s+|posted\s+|reported\s+)?by)\b\W+|(?:Von|Par|Por|Door)\s+(?=[A-Z]))[^.!?]{2,80}"
)
_DAY_AND_CLOCK = re.compile(  # in any language
    r"[^.!?]{2,40}\b(?:19|20)\d\d\b[^.!?\d]{0,12}\d{1,2}\s?[:h]\s?\d\d(?!\d)[^.!?]{0,80}"
)
_STAMP = re.compile(
    r"\W*(?:(?:published|posted|updated|last\s+(?:updated|modified)|first\s+published|created|date)\b)?[^.!?]{0,30}?"
    + DATE
    + r"[^.!?]{0,60}",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\W*(?:(?:published|posted|updated|last\s+updated)\W{1,3})?(?:\d{1,3}|an?|one)\s+"
    r"(?:sec(?:ond)?|min(?:ute)?|h(?:ou)?r|day|week|month|year)s?\s+ago\W*",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"quote", re.IGNORECASE)
_READING_TIME = re.compile(r"\W*\d+\s*(?:min(?:ute)?s?\.?)\s+(?:read|watch|listen)\W*", re.IGNORECASE)
_INTRODUCES_LINKS = re.compile(
    r"\W*(?:more\s+(?:\w+\s+){0,3}(?:stories|news|from|coverage|reading|articles)|related|read\s+(?:more|next|also)|also\s+read"
    r"|see\s+also|most\s+(?:read|popular|viewed)|don['’]?t\s+miss|you\s+(?:may|might)|recommended|trending|popular|top\s+stories"
    r"|latest\s+(?:news|stories)|in\s+other\s+news|further\s+reading)\b[^.!?]{0,60}",
    re.IGNORECASE,
)
_STANDFIRST = re.compile(
    r"(?:^|[\s_])(?:\w*-)?(?:standfirst|sub-?titles?|sub-?head(?:line|ing)?s?|dek|deck|article-?summary|strapline|tagline)(?:$|[\s_-])"
)
_MOST_BOXES = 100  # that are compared with the text
_WORTH_A_BOX = 15  # characters of a pull quote
_LONGEST_LABEL = 300  # characters of a byline, date line or label
_EDGE = 6  # blocks above the first paragraph, or below the last, that may be something else
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


def sort_out(found: Sequence[Found], title: str | None, hints: Collection[str]) -> list[tuple[Found, str | None]]:
    """Pair each block with the reason to leave it out, or None for those of the article.

    Args:
        found: the blocks of the element that holds the article.
        title: of the article.
        hints: keys of blocks that another extractor also took for the article's.
    """
    reasons = [_reason(block, title) for block in found]
    _first_headline(found, reasons)
    _above_headline(found, reasons, title)
    _below_agreed(found, reasons, hints)
    _links(found, reasons)
    _pull_quotes(found, reasons)
    _edges(found, reasons, hints)
    kept = (None if note_of(block.text) else reason for block, reason in zip(found, reasons, strict=True))
    return list(zip(found, kept, strict=True))


def _reason(block: Found, title: str | None) -> str | None:
    text = block.text
    if block.tag in _HEADINGS and title and same_words(text, title):
        return "headline"
    if block.tag == "figcaption":
        return "caption"
    if len(text) < 160 and _CREDIT.fullmatch(text):
        return "photo credit"
    return "caption" if len(text) < _LONGEST_LABEL and _is_under_picture(block.element) else None


def _is_under_picture(element: HtmlElement) -> bool:
    """Whether an element is a picture with words, or a paragraph of one with words in italics or small letters."""
    if element.tag in INLINE and is_picture(element):
        return True
    if element.tag != "p" or element.find(".//img") is None:
        return False
    slanted = "".join("".join(e.itertext()) for e in element.iter("em", "i", "small"))
    return "".join(slanted.split()) == "".join(element.text_content().split())


def _pull_quotes(found: Sequence[Found], reasons: list[str | None]) -> None:
    """Drop boxes that are called quotes and repeat words of a paragraph outside, with the name of who said them."""
    boxes: dict[HtmlElement, list[int]] = defaultdict(list)
    for i, block in enumerate(found):
        if len(block.text) < _LONGEST_LABEL and (box := _quote_box(block.element)) is not None:
            boxes[box].append(i)
    boxed = {i for places in boxes.values() for i in places}
    outside = " ".join(" ".join(block.text.split()) for i, block in enumerate(found) if i not in boxed)
    for places in islice(boxes.values(), _MOST_BOXES):
        said = (" ".join(found[i].text.strip("\"'“”‘’«» ").split()) for i in places)
        if any(len(words) > _WORTH_A_BOX and words in outside for words in said):
            for i in places:
                reasons[i] = reasons[i] or "pull quote"


def _quote_box(element: HtmlElement) -> HtmlElement | None:
    """The nearest element around that is called a quote."""
    for e in (element, *islice(element.iterancestors(), 2)):
        if e.tag == "blockquote" or _QUOTE.search(e.get("class") or ""):
            return e
    return None


def _first_headline(found: Sequence[Found], reasons: list[str | None]) -> None:
    """A top heading above the text is its headline, whatever it says; one below is a heading like others."""
    for i, block in enumerate(found):
        if is_prose(block):
            return
        if block.tag == "h1":
            reasons[i] = "headline"


def _above_headline(found: Sequence[Found], reasons: list[str | None], title: str | None) -> None:
    """Drop what stands above the headline, unless most of the text does."""
    heads = [i for i, b in enumerate(found) if b.tag in {"h1", "h2"} and title and same_words(b.text, title)]
    if heads and sum(len(b.text) for b in found[heads[0] :] if is_prose(b)) > 300:
        reasons[: heads[0]] = [reason or "above the headline" for reason in reasons[: heads[0]]]


def _below_agreed(found: Sequence[Found], reasons: list[str | None], hints: Collection[str]) -> None:
    """Where the other extractor mostly agrees, drop what stands below its last block in another element."""
    agreed = [i for i, block in enumerate(found) if key(block.text) in hints]
    if not agreed or sum(len(found[i].text) for i in agreed) < 0.65 * sum(len(block.text) for block in found):
        return
    beside = found[agreed[-1]].element.getparent()
    for i in range(agreed[-1] + 1, len(found)):
        if found[i].element.getparent() is not beside:
            reasons[i] = reasons[i] or "below the text"


def _links(found: Sequence[Found], reasons: list[str | None]) -> None:
    """Drop lists of links, lines that are one link, and the labels that introduce them."""
    lines = [b for b in found if b.tag not in _HEADINGS and b.tag != "li"]
    many = sum(map(_is_link, lines)) > 0.4 * len(lines)  # an article that is a list of links
    position = 0
    for parent, group in groupby(found, key=lambda b: b.element.getparent() if b.tag == "li" else None):
        items = list(group)
        introduced = position > 0 and _INTRODUCES_LINKS.fullmatch(found[position - 1].text)
        share = sum(b.link_share for b in items) / len(items)
        if parent is not None and share >= (0.3 if introduced else 0.8):
            reasons[position : position + len(items)] = ["link"] * len(items)
        position += len(items)
    for i, block in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        if block.tag == "li" or reasons[i]:
            continue
        if block.tag in _HEADINGS:
            if _is_link(block) and (after is None or after.tag in _HEADINGS or after.link_share > 0.5):
                reasons[i] = "link"
        elif _is_link(block) and not many:
            reasons[i] = "link"
        if _INTRODUCES_LINKS.match(block.text) and (
            block.link_share > 0.4
            or (after and (after.link_share > 0.3 or reasons[i + 1] == "link") and len(block.text) < 80)
        ):
            reasons[i] = "promotion"


def _is_link(block: Found) -> bool:
    text = block.text
    return block.link_share >= 0.9 and len(text) > 15 and not (text.endswith((".", "!", "?")) and len(text) > 80)


def _edges(found: Sequence[Found], reasons: list[str | None], hints: Collection[str]) -> None:
    """Drop what stands above the first paragraph and below the last: bylines, dates, standfirst, labels."""
    entries = _entry_times(found)
    kept = [i for i, reason in enumerate(reasons) if reason is None and i not in entries]
    begun = False
    for i in kept[:_EDGE]:
        reason = "standfirst" if _is_standfirst(found[i]) else None
        if reason is None and is_prose(found[i]):
            if begun:
                break
            begun = True
            continue
        reason = reason or _edge_reason(found[i], hints)
        reasons[i] = None if begun and reason == "label" else reason
    for i in kept[: -_EDGE - 1 : -1]:
        if is_prose(found[i]) or found[i].tag in {"li", "table", "blockquote"}:
            break
        reasons[i] = reasons[i] or _edge_reason(found[i], hints)


def _entry_times(found: Sequence[Found]) -> set[int]:
    """The places of times that stand above the entries of a live blog: three or more that are marked up alike."""
    alike: dict[tuple[str, str | None], set[int]] = defaultdict(set)
    for i, block in enumerate(found):
        if len(block.text) < _LONGEST_LABEL and (CLOCK.fullmatch(block.text) or _STAMP.fullmatch(block.text)):
            alike[block.element.tag, block.element.get("class")].add(i)
    return {i for places in alike.values() if len(places) > 2 for i in places}


def _edge_reason(block: Found, hints: Collection[str]) -> str | None:
    text = block.text
    if len(text) > _LONGEST_LABEL:
        return None
    if _STAMP.fullmatch(text) or _AGO.fullmatch(text) or _DAY_AND_CLOCK.fullmatch(text):
        return "date line"
    if _BYLINE.fullmatch(text):
        return "byline"
    if _READING_TIME.fullmatch(text):
        return "reading time"
    words = len(text.split())
    return "label" if words <= 2 or (words <= 12 and key(text) not in hints and not _ENDS.search(text)) else None


def is_prose(block: Found) -> bool:
    """Whether a block is made of sentences."""
    text = block.text
    if len(text) > _LONGEST_LABEL:  # also keeps the patterns away from a megabyte of signs
        return block.tag not in _HEADINGS and block.link_share <= 0.6
    if (
        block.tag in _HEADINGS
        or block.link_share > 0.6
        or _STAMP.fullmatch(text)
        or _BYLINE.fullmatch(text)
        or _AGO.fullmatch(text)
    ):
        return False
    if len(text) < 40:
        return len(text) > 10 and block.tag == "p" and bool(_ENDS.search(text))
    return bool(_ENDS.search(text)) or len(text) > 120


def _is_standfirst(block: Found) -> bool:
    parent = block.element.getparent()
    near = [block.element]
    if parent is not None and len(parent.text_content()) < 1.3 * len(block.text) + 20:
        near.append(parent)
    names = (f"{e.get('class') or ''} {e.get('id') or ''}".lower() for e in near)
    return any(_STANDFIRST.search(name) for name in names) or (block.tag in _HEADINGS and len(block.text) > 60)
