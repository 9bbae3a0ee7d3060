"""An HTML page to a draft: where the article is, what of it is text, and what the page says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import lxml.html
import trafilatura
from lxml.html import HtmlElement

from ingest.body import Found, blocks
from ingest.container import choose, keys, same_words
from ingest.dates import read_moment, time_of
from ingest.decode import decode
from ingest.dom import Pruned, parse, prune
from ingest.draft import Block, Draft, Dropped, Kind, tidy
from ingest.furniture import sort_out
from ingest.hidden import strip_hidden
from ingest.jsonld import linked_articles, plain
from ingest.metadata import read_metadata
from rag.errors import IncompleteArticle, NoArticleFound

_EXCERPT = 300  # characters that are told of a part that was cut off
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_MOST_LINKED = 4  # headings of an article that are links
_AGO = re.compile(
    r"\W*(?:just\s+now|now|today|yesterday|(?:\d{1,3}|an?|one)\s*"
    r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\.?(?:\s+ago)?)\W*",
    re.IGNORECASE,
)
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
        IncompleteArticle: it lists articles.
    """
    text = decode(page, charset) if isinstance(page, bytes) else page
    root = parse(text)
    if root is None:
        raise NoArticleFound("There is no text in the page. Save it from your browser, or paste the text.")
    about, declared = read_metadata(root, url), _declared_paragraphs(root)
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
    _write_out_times(root)
    draft.dropped += (Dropped(_excerpt(hidden), "hidden") for hidden in strip_hidden(root))
    _fill(draft, root, _whole_paragraphs(_second_opinion(root), declared))
    if not draft.blocks:
        raise NoArticleFound("There is no article in the page. Save it from your browser, or paste the text.")
    return draft


def _write_out_times(root: HtmlElement) -> None:
    """Put the time that is given for machines in place of one that soon is wrong, such as "2 hours ago"."""
    for element in root.iter("time"):
        moment = time_of(read_moment(element.get("datetime") or ""))
        if moment and len(element) == 0 and _AGO.fullmatch(element.text or ""):
            element.text = f"{moment:%B} {moment.day}, {moment.year}, {moment:%H:%M}"


def _second_opinion(root: HtmlElement) -> list[str]:
    """The paragraphs that trafilatura finds."""
    found = trafilatura.extract(lxml.html.tostring(root, encoding="unicode"), include_comments=False)
    return [tidy(line) for line in (found or "").split("\n") if line.strip()]


def _declared_paragraphs(root: HtmlElement) -> list[str]:
    """The paragraphs of the text that the page's JSON-LD holds."""
    bodies = (node.get("articleBody") for node in linked_articles(root))
    longest = max((body for body in bodies if isinstance(body, str)), key=len, default="")
    return [paragraph for line in longest.split("\n") if (paragraph := plain(line))]


def _whole_paragraphs(hinted: list[str], declared: list[str]) -> list[str]:
    """The declared paragraphs, where the other extractor found the same words in one piece."""
    in_one = len(hinted) == 1 < len(declared) and same_words(hinted[0], " ".join(declared))
    return declared if in_one else hinted


def _fill(draft: Draft, root: HtmlElement, hinted: list[str]) -> None:
    hints = keys("\n".join(hinted))
    pruned = prune(root)
    for inner in root.xpath("//article//article"):
        inner.drop_tree()
    everything = list(blocks(root))
    container = choose(root, everything, hints, draft.title)
    found = list(blocks(container))
    draft.dropped += _inside(container, pruned)
    sorted_out = sort_out(found, draft.title, hints)
    if _lists_articles([block for block, reason in sorted_out if not reason]):
        raise IncompleteArticle(
            "The page lists articles and is none itself. Add the addresses of the articles, or that of the site's feed."
        )
    for block, reason in sorted_out:
        if reason:
            draft.dropped.append(Dropped(block.text, reason))
        else:
            draft.blocks.append(_block(block))
    if len(draft.text) < _TOO_LITTLE * sum(map(len, hinted)) and not _about_title(draft, hinted):
        draft.blocks = [Block(paragraph) for paragraph in hinted if paragraph != draft.title]


def _lists_articles(kept: Sequence[Found]) -> bool:
    """Whether what was found are headlines of other articles, each a link, with a teaser below."""
    headings = [block for block in kept if block.tag in _HEADINGS]
    linked = sum(block.link_share > 0.9 for block in headings)
    return linked > _MOST_LINKED and linked > 0.8 * len(headings) and linked > 0.3 * len(kept)


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
    return Block(found.text, Kind.HEADING if found.tag in _HEADINGS else Kind.PARAGRAPH)
