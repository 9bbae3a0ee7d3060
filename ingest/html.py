"""An HTML page to a draft: where the article is, what of it is text, and what the page says about it."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
import trafilatura
from lxml.html import HtmlElement

from ingest.body import Found, blocks
from ingest.container import choose, keys
from ingest.decode import decode
from ingest.dom import Pruned, parse, prune
from ingest.draft import Block, Draft, Dropped, Kind, tidy
from ingest.furniture import sort_out
from ingest.hidden import strip_hidden
from ingest.metadata import read_metadata
from rag.errors import NoArticleFound

_EXCERPT = 300  # characters that are told of a part that was cut off
_TOO_LITTLE = 0.2  # of what the other extractor found


def read_html(page: bytes | str, url: str | None = None, charset: str | None = None) -> Draft:
    """Find the article in a page.

    Two extractors look for it: trafilatura, and the search for the element that holds most of the prose, which takes
    trafilatura's result as a hint. The second is used unless it found next to nothing of what the first did.

    Args:
        page: the HTML; bytes are decoded by the declared or detected character set.
        url: where the page came from; an address that the page gives itself counts only on the same site.
        charset: from the HTTP header.

    Raises:
        NoArticleFound: the page holds no article text.
    """
    text = decode(page, charset) if isinstance(page, bytes) else page
    root = parse(text)
    if root is None:
        raise NoArticleFound("There is no text in the page. Save it from your browser, or paste the text.")
    about = read_metadata(root, url)
    draft = Draft(
        title=about.title,
        url=about.url,
        publisher=about.publisher,
        authors=about.authors,
        published=about.published,
        modified=about.modified,
        section=about.section,
        language=about.language,
    )
    draft.dropped += (Dropped(_excerpt(hidden), "hidden") for hidden in strip_hidden(root))
    _fill(draft, root, _second_opinion(root))
    if not draft.blocks:
        raise NoArticleFound("There is no article in the page. Save it from your browser, or paste the text.")
    return draft


def _second_opinion(root: HtmlElement) -> list[str]:
    """The paragraphs that trafilatura finds."""
    found = trafilatura.extract(lxml.html.tostring(root, encoding="unicode"), include_comments=False)
    return [tidy(line) for line in (found or "").split("\n") if line.strip()]


def _fill(draft: Draft, root: HtmlElement, hinted: list[str]) -> None:
    hints = keys("\n".join(hinted))
    pruned = prune(root)
    for inner in root.xpath("//article//article"):
        inner.drop_tree()
    everything = list(blocks(root))
    container = choose(root, everything, hints, draft.title)
    found = list(blocks(container))
    draft.dropped += _inside(container, pruned)
    for block, reason in sort_out(found, draft.title, hints):
        if reason:
            draft.dropped.append(Dropped(block.text, reason))
        else:
            draft.blocks.append(_block(block))
    if len(draft.text) < _TOO_LITTLE * sum(map(len, hinted)) and not _about_title(draft, hinted):
        draft.blocks = [Block(paragraph) for paragraph in hinted if paragraph != draft.title]


def _inside(container: HtmlElement, pruned: list[Pruned]) -> Iterator[Dropped]:
    """What was cut off inside the element that holds the article: readers saw it among the paragraphs."""
    for cut in pruned:
        text = _excerpt(cut.element.text_content())
        if text and any(e is container for e in (cut.parent, *cut.parent.iterancestors())):
            yield Dropped(text, cut.reason)


def _excerpt(text: str) -> str:
    return " ".join(tidy(text).split())[:_EXCERPT]


def _about_title(draft: Draft, hinted: list[str]) -> bool:
    """Whether the found text has as many of the title's words as the other extractor's."""
    words = {word for word in (draft.title or "").lower().split() if len(word) > 3}
    ours, other = (sum(word in text.lower() for word in words) for text in (draft.text, " ".join(hinted)))
    return bool(draft.blocks) and ours >= other


def _block(found: Found) -> Block:
    return Block(found.text, Kind.HEADING if found.tag in {"h1", "h2", "h3", "h4", "h5", "h6"} else Kind.PARAGRAPH)
