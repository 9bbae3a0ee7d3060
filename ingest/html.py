"""An HTML page to a draft: the body by trafilatura."""

from __future__ import annotations

import datetime as dt

import trafilatura
from lxml.etree import _Element

from ingest.draft import Block, Draft, Kind, tidy
from rag.errors import NoArticleFound

_LINES = {"list": "item", "table": "row"}


def read_html(page: bytes | str, url: str | None = None) -> Draft:
    """Find the article in a page.

    Args:
        page: the HTML; bytes are decoded by their declared or detected character set.
        url: where the page came from, when the page does not say.

    Raises:
        NoArticleFound: the page holds no article text.
    """
    found = trafilatura.bare_extraction(page, url=url, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict):
        raise NoArticleFound("No article text was found in the page. Paste the text instead.")
    draft = Draft(
        title=found.title,
        url=url or found.url,
        publisher=found.sitename,
        authors=tuple(name.strip() for name in (found.author or "").split(";") if name.strip()),
        published=dt.date.fromisoformat(found.date) if found.date else None,
        language=found.language,
    )
    for element in found.body:
        draft.blocks += _blocks(element)
    return draft


def _blocks(element: _Element) -> list[Block]:
    if element.tag == "head":
        return _block(" ".join(element.itertext()), Kind.HEADING)
    if line := _LINES.get(element.tag):
        lines = (tidy(" ".join(part.itertext())).replace("\n", " ") for part in element.iter(line))
        return _block("\n".join(text for text in lines if text), Kind.PARAGRAPH)
    return _block("".join(element.itertext()), Kind.PARAGRAPH)


def _block(text: str, kind: Kind) -> list[Block]:
    text = tidy(text)
    return [Block(text, kind)] if text else []
