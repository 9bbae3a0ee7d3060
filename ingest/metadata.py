"""What a page says about its article: JSON-LD first, then Open Graph and other meta tags, microdata, the headline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from ingest.bylines import leading_names, names
from ingest.canonical import web_address
from ingest.container import same_words
from ingest.dates import DATE, Moment, agree, day, read_moment, updated
from ingest.draft import tidy
from ingest.jsonld import linked_articles, plain, text_of, texts_of

_PUBLISHED = """
    article:published_time og:article:published_time og:published_time datepublished date.publish
    publish-date publish_date published_time pubdate pub_date publication_date publicationdate
    dc.date.issued dc.date dcterms.created dcterms.date parsely-pub-date sailthru.date
    originalpublicationdate article.published article_date_original cxenseparse:recs:publishtime date
    dc.date.created citation_publication_date lastpublicationdate
""".split()
_MODIFIED = """
    article:modified_time og:updated_time og:modified_time datemodified last-modified lastmod
    dcterms.modified dc.date.modified article.updated modified_time revision_date
""".split()
_AUTHOR = """
    author article:author og:article:author parsely-author sailthru.author dc.creator dcterms.creator
    byl citation_author article.author cxenseparse:author authors
""".split()
_TITLE_PARTS = re.compile(r"\s+(?:[|\-–—·•:»«]|\\)\s+|\s*[|»]\s*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about its article; None and () where it does not say."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    section: str | None = None
    language: str | None = None
    description: str | None = None


def read_metadata(root: HtmlElement, base: str | None = None) -> Metadata:
    """Read what a page says about its article.

    Args:
        root: of the whole page, not pruned.
        base: the address that the page came from, if known.
    """
    meta = _meta_tags(root)
    linked = next(iter(sorted(linked_articles(root), key=len, reverse=True)), {})
    title = _title(root, meta, linked)
    publisher = _publisher(root, meta, linked, base)
    published = _first_moment([linked.get("datePublished"), *_all(meta, _PUBLISHED), *_items(root, "datePublished")])
    modified = _first_moment([linked.get("dateModified"), *_all(meta, _MODIFIED), *_items(root, "dateModified")])
    printed = printed_dates(root)
    return Metadata(
        title=title,
        url=_canonical(root, meta, base),
        publisher=publisher,
        authors=_authors(root, meta, linked, publisher),
        published=_published(root, published, printed) or _in_address(_canonical(root, meta, base)),
        modified=modified or updated(printed),
        section=text_of(linked.get("articleSection")) or next(iter(_all(meta, ["article:section"])), None),
        language=_language(root, meta),
        description=next(iter(_all(meta, ["og:description", "description", "twitter:description"])), None),
    )


def _meta_tags(root: HtmlElement) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        value = tidy(tag.get("content") or "")
        if name and value:
            tags.setdefault(name.lower(), []).append(value)
    return tags


def _all(meta: dict[str, list[str]], keys: list[str] | tuple[str, ...]) -> list[str]:
    return [value for key in keys for value in meta.get(key, [])]


def _items(root: HtmlElement, name: str) -> list[str]:
    """Values of a microdata property."""
    found = root.xpath("//*[contains(concat(' ', @itemprop, ' '), concat(' ', $name, ' '))]", name=name)
    return [tidy(e.get("content") or e.get("datetime") or e.text_content()) for e in found[:5]]


def _first_moment(values: list[Any]) -> Moment | None:
    return next((moment for value in values if isinstance(value, str) and (moment := read_moment(value))), None)


def _published(root: HtmlElement, declared: Moment | None, printed: list[str]) -> Moment | None:
    """The declared day or the printed one, with the time that is given for machines where that is of the same day."""
    settled, timed = agree(declared, printed), _timed(root)
    return timed if settled is None or (settled == day(settled) == day(timed)) else settled


def _timed(root: HtmlElement) -> Moment | None:
    """The first time below the headline that is given for machines, such as behind "1 day ago"."""
    times = root.xpath("(//h1/following::time | //h1/preceding::time)/@datetime")[:3]
    return _first_moment([str(time) for time in times])


def _in_address(url: str | None) -> Moment | None:
    """The day in an address such as ``/2025/02/20/``."""
    found = re.search(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:/|$)", url or "")
    return read_moment("{}-{:0>2}-{:0>2}".format(*found.groups())) if found else None


_DATE_LINE = re.compile(rf"(?:\W*(?:published|posted|updated)(?:\s+on)?\b)?\W*{DATE}\W*", re.IGNORECASE)
_DATED = re.compile(r"date|time|byline|publi|posted|meta|author", re.IGNORECASE)


def printed_dates(root: HtmlElement) -> list[str]:
    """The short texts with dates that stand nearest below the headline, nearest first."""
    above: list[str] = []
    below: list[str] = []
    headline = False
    for element in root.iter("h1", "h3", "h4", "time", "span", "div", "p", "li", "abbr", "small", "footer", "section"):
        headline = headline or element.tag == "h1"
        if element.tag == "time" or _DATED.search(element.get("class") or ""):
            text = tidy(element.text_content())
            if 0 < len(text) < 160 and len(below) < 8:
                (below if headline else above).append(text)
    return below + above[:4] or _date_lines(root)


def _date_lines(root: HtmlElement) -> list[str]:
    """The first texts that are a day and little else, in a page that marks up none."""
    short = (
        tidy("".join(_few_words(e))) for e in root.iter("p", "font", "i", "em", "small", "b", "strong", "td", "div")
    )
    return list(islice((text for text in short if _DATE_LINE.fullmatch(text)), 3))


def _few_words(element: HtmlElement) -> list[str]:
    """The texts of an element, if they are few and short."""
    texts = [str(text) for text in islice(element.itertext(), _MOST_TEXTS + 1)]
    return texts if len(texts) <= _MOST_TEXTS and sum(map(len, texts)) < _LONGEST_LINE else []


def _title(root: HtmlElement, meta: dict[str, list[str]], linked: dict[str, Any]) -> str | None:
    """The headline as shown, where a heading agrees with what the page declares; else what it declares."""
    page = plain(next((e.text_content() for e in root.iter("title")), ""))
    declared = [text_of(linked.get("headline")), *_all(meta, ["og:title", "twitter:title"]), page]
    headings = [plain(h.text_content()) for h in (*root.iter("h1"), *root.iter("h2"))]
    for title in (plain(title) for title in declared if title):
        for heading in headings:
            if heading and same_words(heading, title) and len(heading) > 12:
                return heading
    for heading in headings[: len(list(root.iter("h1")))]:
        if any(_share_words(heading, title) for title in declared if title):
            return heading
    first = next((plain(title) for title in declared if title), None)
    return _without_site(first, meta) if first else next((h for h in headings if h), None)


def _share_words(heading: str, title: str) -> bool:
    """Whether two different headlines of one article have names or other long words in common."""
    one, other = (set(re.findall(r"\w{4,}", text.lower())) for text in (heading, title))
    return len(heading) > 12 and len(one & other) >= 2


def _without_site(title: str, meta: dict[str, list[str]]) -> str:
    """A title without the name of the site behind it."""
    parts = _TITLE_PARTS.split(title)
    site = next(iter(_all(meta, ["og:site_name"])), None)
    if len(parts) > 1 and (not site or same_words(parts[-1], site)) and len(parts[-1].split()) <= 5:
        return title[: title.rindex(parts[-1])].rstrip(" |-–—·•:»«\\")
    return title


def _publisher(root: HtmlElement, meta: dict[str, list[str]], linked: dict[str, Any], base: str | None) -> str | None:
    candidates = [
        *_all(meta, ["og:site_name"]),
        text_of(linked.get("publisher")),
        *_all(meta, ["application-name", "dc.publisher", "publisher", "article:publisher", "cre"]),
        *(_item_name(e) for e in root.xpath("//*[@itemprop='publisher']")[:2]),
    ]
    named = [
        plain(name) for name in candidates if name and not re.search(r"https?:|^www\.|^@", name) and len(name) < 60
    ]
    if named:
        return max((name for name in named if _letters(name) == _letters(named[0])), key=_is_written_out)
    page = plain(next((e.text_content() for e in root.iter("title")), ""))
    address = (
        base or next(iter(_all(meta, ["og:url"])), None) or next(iter(root.xpath("//link[@rel='canonical']/@href")), "")
    )
    address = web_address(str(address)) or ""
    host = _letters(urlsplit(address).hostname or "")
    for part in reversed(_TITLE_PARTS.split(page)[1:]):
        letters, last = _letters(part), _letters(part.split()[-1])
        if (len(letters) > 2 and letters in host) or (len(last) > 3 and last in host):
            return part
    label = max(host_labels(address), key=len, default="")
    for name in root.xpath("//img/@alt | //a[@href='/']/@title | //a[@href='/']//text()"):
        clean = re.sub(r"\b(?:logo|home|homepage)\b", "", tidy(str(name)), flags=re.IGNORECASE).strip()
        if label and _letters(clean) == label:
            return clean
    return None


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^the\s", "", name.lower()))


def _is_written_out(name: str) -> int:
    """How much a name looks as readers know it: ``The Detroit News`` rather than ``detroitnews``."""
    return name.count(" ") + (name != name.lower())


def host_labels(address: str) -> list[str]:
    """The parts of an address's host without its last and without ``www``."""
    return [label for label in (urlsplit(address).hostname or "").lower().split(".")[:-1] if label != "www"]


def _item_name(element: HtmlElement) -> str | None:
    named = element.xpath(".//*[@itemprop='name']")
    if named:
        return tidy(named[0].get("content") or named[0].text_content())
    return element.get("content") or None


def _authors(
    root: HtmlElement, meta: dict[str, list[str]], linked: dict[str, Any], publisher: str | None
) -> tuple[str, ...]:
    authors = linked.get("author") or linked.get("creator")
    sources = [
        texts_of(authors),
        *([value] for value in _all(meta, _AUTHOR)),
        [
            _item_name(e) or tidy(e.text_content())
            for e in root.xpath("//*[@itemprop='author' and not(ancestor::*[contains(@class, 'comment')])]")[:4]
        ],
        [tidy(e.text_content()) for e in root.xpath("//a[@rel='author']")[:3]],
        _printed_names(root, publisher),
    ]
    declared = next((found for s in sources if (found := names([plain(t) for t in s if t], publisher))), ())
    for element in root.xpath(_BYLINE)[:2]:
        printed = leading_names([plain(text) for text in element.itertext()], publisher)
        if set(declared) < set(printed):  # pages often declare the first author only
            return printed
    return declared


def _printed_names(root: HtmlElement, publisher: str | None) -> tuple[str, ...]:
    """Who is named by the first short text that begins as a byline does."""
    for element in root.iter("p", "div", "span", "address", "li", "i", "em", "font", "small"):
        texts = _few_words(element)
        if _BY.match(plain("".join(texts))):
            return leading_names([_BESIDE.split(plain(text))[0] for text in texts], publisher)
    return ()


_MOST_TEXTS, _LONGEST_LINE = 20, 200  # of a byline or a date line, white space counted
_BY = re.compile(r"(?:(?:Words |Written |Reported )?[Bb]y|BY|Von|Par|Por|Door)\s+[A-ZÀ-Þ](?:[^.!?]|\d\.)*\Z")
_BESIDE = re.compile(r"\s+[–—|·•]\s+|\s*\(")
_BYLINE = (
    "//*[self::div or self::span or self::p or self::address or self::a or self::li or self::h3 or self::h4]"
    "[contains(concat(' ', translate(@class, '-_', '  '), ' '), ' byline ')"
    " or contains(concat(' ', @class, ' '), ' author ')"
    " or contains(@class, 'author-name') or contains(@class, 'author__name')][string-length(normalize-space()) < 120]"
)


def _canonical(root: HtmlElement, meta: dict[str, list[str]], base: str | None) -> str | None:
    """The address that the page gives itself, if it is on the site that the page came from."""
    declared = [*root.xpath("//link[@rel='canonical']/@href"), *_all(meta, ["og:url"])]
    for address in declared:
        url = web_address(tidy(str(address)), base)
        if url and len(urlsplit(url).path) > 1 and _same_site(url, base):
            return url
    return base


def _same_site(url: str, base: str | None) -> bool:
    if base is None:
        return True
    one, other = (re.sub(r"^(?:www|m|amp|mobile)\.", "", urlsplit(u).hostname or "") for u in (url, base))
    return one == other


def _language(root: HtmlElement, meta: dict[str, list[str]]) -> str | None:
    declared = [root.get("lang"), root.get("xml:lang"), *_all(meta, ["content-language", "og:locale", "language"])]
    for value in declared:
        if value and (code := re.match(r"([A-Za-z]{2})(?:[-_]|$)", value)):
            return code.group(1).lower()
    return None
