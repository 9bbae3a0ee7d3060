"""Parse an HTML page, and cut off the parts that are never the article: menus, forms, adverts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement

from ingest.dates import CLOCK
from ingest.notes import note_of

_NEVER = frozenset(
    "script style noscript template iframe svg math canvas object embed audio video map button input select textarea "
    "label nav footer dialog menu datalist progress meter head link meta".split()
)
_ROLES = frozenset("navigation complementary banner contentinfo search dialog alertdialog menu menubar toolbar".split())
_SPLIT_NAME = re.compile(r"[\s_/:.-]+|(?<=[a-z0-9])(?=[A-Z])")

_NAMES = frozenset(
    """
    ad addthis ads adslot adunit advert advertisement advertising advertorial adverts bio biography
    breadcrumb breadcrumbs byline bylines callout caption captions carousel comment comments consent
    contributors cookie cookies copyright countdown credit credits disclosure
    disqus donate donation feedback figcaption footer gallery gdpr hovercard keywords livefyre login
    masthead menu modal mostread nav navigation newsletter newsletters noprint outbrain overlay pager
    pagination playlist poll popover popular popup printonly promo promos promoted promotion
    quiz rating ratings readmore recirc recirculation recommendation recommendations
    recommended recommends related reprints respond rollover screenreader share sharebar sharedaddy
    shareline sharing sidebar signup skip slideshow social socials sponsor sponsored submenu subscribe
    subscription taboola taglist tags telegram thumbnails toc toolbar tooltip topics trending
    visuallyhidden whatsapp
    """.split()
)
_PAIRS = re.compile(
    r"(?:^|\s)(?:read (?:more|next|also)|also read|more (?:stories|news|from|on|articles)|most (?:read|viewed|popular)"
    r"|author (?:bio|box|info|card|description|details)|about (?:the )?author|next (?:article|story|post)"
    r"|(?:post|entry|article) (?:meta|info|tags|date|footer|nav|share|author|sharing)|you may (?:also )?like"
    r"|in article ad|see also|screen reader|visually hidden|sr only|image credit|site header|site footer|text alert"
    r")(?:\s|$)"
)
_FOR_LISTENERS = re.compile(r"\b(?:sr only|visually hidden|screen reader)\b")
_CAPTION = frozenset("caption captions credit credits screenreader rollover popover tooltip hovercard".split())
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rp rt ruby s samp small span strike "
    "strong sub sup time tt u var wbr img picture nobr".split()
)
_ARTICLE = frozenset("article entry hentry post content story body".split())
_PULL_QUOTE = re.compile(r"\bpull ?quotes?\b")
_NAMED = {"pull quote", "caption", "page furniture"}
_DECORATION = "decoration"  # what screen readers are told to pass over
_LONG = 80  # characters of a paragraph that counts as prose


def parse(page: bytes | str) -> HtmlElement | None:
    """Parse a page; None when there is no element in it.

    Bytes are decoded as the page or the detection says. Elements nested too deeply are not followed.
    """
    try:
        root = lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(huge_tree=False, remove_comments=True))
    except (lxml.etree.ParserError, ValueError):
        return None
    return root


@dataclass(frozen=True, slots=True)
class Pruned:
    """An element that was detached, the reason, and what it stood in."""

    element: HtmlElement
    reason: str
    parent: HtmlElement


def prune(root: HtmlElement) -> list[Pruned]:
    """Detach what is never the article; returns each detached element with the reason.

    An element that holds much of the page's prose is not detached for its name or for being kept from screen readers:
    class names such as ``has-sidebar`` tell of what stands inside or beside, and dialogs hide the page behind them.
    """
    for beside in list(root.iter("aside", "footer")):
        if note_of(" ".join(beside.text_content().split())):
            beside.tag = "div"  # a correction or an update note, which is the article's
        elif _PULL_QUOTE.search(" ".join(_words(beside))):
            beside.tag = "div"  # cut off below, and told
    for mark in root.xpath("//sup[a[starts-with(@href, '#')]]"):
        mark.drop_tree()  # the number of a footnote
    lxml.etree.strip_elements(root, *_NEVER, with_tail=False)
    gone = [Pruned(box, "box", box.getparent()) for box in root.xpath("//aside[not(ancestor::aside)]")]
    for cut in gone:
        cut.element.drop_tree()
    total = prose(root)
    alike = Counter((element.tag, element.get("class")) for element in root.iter())
    stack = list(root)[::-1]
    while stack:
        element = stack.pop()
        reason = _reason(element)
        if reason is None or (reason in _NAMED | {_DECORATION} and _is_protected(element, total, alike)):
            stack.extend(list(element)[::-1])
        else:
            gone.append(Pruned(element, reason, element.getparent()))
            element.drop_tree()
    return gone


def prose(element: HtmlElement) -> int:
    """How many characters stand in long paragraphs of an element, outside of links."""
    lengths = (_unlinked(paragraph) for paragraph in element.iter("p"))
    return sum(length for length in lengths if length >= _LONG)


def _unlinked(paragraph: HtmlElement) -> int:
    return len(paragraph.text_content()) - sum(len(link.text_content()) for link in paragraph.iter("a"))


def _is_protected(element: HtmlElement, total: int, alike: Mapping[tuple[str, str | None], int]) -> bool:
    if alike[element.tag, element.get("class")] > 2 and CLOCK.fullmatch(element.text_content()):
        return True  # the time of an entry of a live blog
    inside = prose(element)
    words = set(_words(element))
    return (
        inside > 0.4 * total
        or (inside > 4 * _LONG and bool(_ARTICLE & words))
        or bool(element.find_class("twitter-tweet"))
    )


def _words(element: HtmlElement) -> list[str]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return [word.lower() for word in _SPLIT_NAME.split(names) if word]


def _reason(element: HtmlElement) -> str | None:
    if not isinstance(element.tag, str):
        return "not text"
    if element.tag in {"body", "main"}:
        return None
    if element.get("role") in _ROLES:
        return "navigation"
    words = _words(element)
    if element.find_class("twitter-tweet") and element.tag == "blockquote":
        return None
    names = " ".join(words)
    if element.tag in INLINE:
        return "caption" if _CAPTION.intersection(words) or _FOR_LISTENERS.search(names) else None
    if element.get("aria-hidden") == "true":
        return _DECORATION
    if _PULL_QUOTE.search(names):
        return "pull quote"
    if _NAMES.intersection(words) or _PAIRS.search(names):
        return "caption" if words[-1] in {"caption", "captions", "figcaption"} else "page furniture"
    return None
