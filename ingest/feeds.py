"""Sources that hold many: RSS, Atom and JSON feeds, news sitemaps, folders, and lists of URLs."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import feedparser
import lxml.etree

from ingest import isolated
from ingest.canonical import web_address
from ingest.extract import is_url
from ingest.fetch import Fetched, Fetcher, shared_fetcher
from ingest.kinds import FEED, READABLE, SITEMAP
from rag.errors import SourceError, UnreadableSource

MOST_ITEMS = 50_000
_LARGEST = 50_000_000  # bytes of an unpacked sitemap
_LIST_SIZE = 5_000_000
_LOOKS_LIKE_FEED = re.compile(r"rss|feed|atom|rdf|syndication|sitemap|\.xml|\.json", re.IGNORECASE)
_ENTITIES = re.compile(rb"<!(?:ENTITY|DOCTYPE[^>]{0,300}\[)", re.IGNORECASE)


def expand_all(
    sources: Iterable[str | Path], fetcher: Fetcher | None = None, glob: str = "**/*"
) -> tuple[list[str | Path], list[SourceError]]:
    """The single sources in several, once each, and why some gave none; arguments as of :func:`expand`."""
    found: dict[str | Path, None] = {}
    failed: list[SourceError] = []
    for source in sources:
        try:
            found |= dict.fromkeys(expand(source, fetcher, glob))
        except SourceError as error:
            failed.append(error)
    return list(found), failed


def expand(source: str | Path, fetcher: Fetcher | None = None, glob: str = "**/*") -> Iterator[str | Path]:
    """The single sources in a source: itself, unless it is a folder, a list of URLs, a feed or a sitemap.

    Args:
        source: a URL or a path.
        fetcher: for URLs.
        glob: which files of a folder; those of a kind that cannot be read are passed over.

    Raises:
        FetchFailed: a URL gives nothing.
        UnreadableSource: a feed or sitemap is damaged.

    A web address that does not look like that of a feed is not fetched: :func:`ingest.add_many` sees what it gives.
    """
    if is_url(source):
        url = str(source).strip()
        links: Iterator[str] = iter(())
        if _LOOKS_LIKE_FEED.search(url):
            links = expand_feed(url, fetcher or shared_fetcher())
        yield next(links, url)
        yield from links
        return
    path = Path(source)
    if path.is_dir():
        yield from (p for p in sorted(path.glob(glob)) if p.is_file() and p.suffix.lower() in READABLE)
        return
    data = path.read_bytes() if path.is_file() and path.stat().st_size < _LIST_SIZE else b""
    if listed := links_in(data, str(path)):
        yield from listed
    else:
        yield path


def expand_feed(url: str, fetcher: Fetcher) -> Iterator[str]:
    """The links of the feed or the sitemap at an address.

    Raises:
        FetchFailed: the address gives nothing.
        UnreadableSource: the feed or sitemap is damaged.
    """
    seen: set[str] = set()
    waiting = [url.strip()]
    while waiting and len(seen) < MOST_ITEMS:
        fetched = fetcher.fetch(waiting.pop())
        for link in links_in(_unpacked(fetched), fetched.url):
            if link in seen:
                continue
            seen.add(link)
            if SITEMAP.match(_unpacked(fetched)) and re.search(r"\.xml(?:\.gz)?(?:$|\?)", link):
                waiting.append(link)
            else:
                yield link


def links_in(data: bytes, name: str) -> list[str]:
    """The article links of a feed, a sitemap or a list of URLs, in order, once each; empty for anything else.

    Raises:
        UnreadableSource: a feed or sitemap is damaged, or defines entities.
    """
    return isolated.links_isolated(data, name) if isolated.reads_everything() else read_links(data, name)


def read_links(data: bytes, name: str) -> list[str]:
    """:func:`links_in`, in this process."""
    if re.match(rb"\s*<[?!]", data) and _ENTITIES.search(data[:20_000]) and not re.search(rb"<html\b", data[:20_000]):
        raise UnreadableSource(f"{name} defines its own entities, which a feed has no need for. It is not read.")
    if FEED.match(data) or SITEMAP.match(data):
        if _ENTITIES.search(data):
            raise UnreadableSource(f"{name} defines its own entities, which a feed has no need for. It is not read.")
        links = _feed_links(data) if FEED.match(data) else _sitemap_links(data, name)
    elif data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        links = _json_links(data)
    else:
        links = _listed(data)
    base = name if is_url(name) else None
    return [link for link in dict.fromkeys(web_address(link, base) for link in links) if link][:MOST_ITEMS]


def _feed_links(data: bytes) -> list[str]:
    return [str(entry.get("link", "")) for entry in feedparser.parse(io.BytesIO(data)).entries]


def _sitemap_links(data: bytes, name: str) -> list[str]:
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = lxml.etree.fromstring(data, parser)
    except lxml.etree.XMLSyntaxError as error:
        raise UnreadableSource(f"{name} is a damaged sitemap ({error}).") from error
    return [str(link) for link in root.xpath("/*/*/*[local-name() = 'loc']/text()")]


def _json_links(data: bytes) -> list[str]:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError):
        return []
    items = feed.get("items") if isinstance(feed, dict) and "jsonfeed" in str(feed.get("version")) else None
    links = ((item.get("url") or item.get("external_url")) for item in items or [] if isinstance(item, dict))
    return [link for link in links if isinstance(link, str)]


def _listed(data: bytes) -> list[str]:
    """The lines of a list: URLs, blank lines and comments, nothing else."""
    lines = [line.strip() for line in data.decode("utf-8", errors="replace").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    return lines if all(re.fullmatch(r"https?://\S+", line, re.IGNORECASE) for line in lines) else []


def _unpacked(fetched: Fetched) -> bytes:
    """A body that may be a gzipped file."""
    if not fetched.data.startswith(b"\x1f\x8b"):
        return fetched.data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(fetched.data)) as file:
            return file.read(_LARGEST)
    except (OSError, EOFError) as error:
        raise UnreadableSource(f"{fetched.url} is damaged ({error}).") from error
