"""The next page of an article that is spread over several."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from ingest.canonical import canonical_url, web_address

_NUMBER = re.compile(
    r"(?P<mark>[?&](?:page|pg|p|paged|pageno|seite|pagina)=|/page/|/page-|/p(?=\d)|/|[-_,](?=\d{1,2}\.))(?P<number>\d{1,2})"
    r"(?=$|/$|[&#]|\.\w{3,5}$)",
    re.IGNORECASE,
)


def next_page(root: HtmlElement, url: str) -> str | None:
    """The address of the page that the article goes on in, or None.

    Links to the next article are declared alike: what counts is the same address with a page number that is one
    higher.

    Args:
        root: of the whole page, not pruned.
        url: where the page came from.
    """
    here, number = _parted(url)
    for link in root.iter("link", "a"):
        if "next" in (link.get("rel") or "").lower().split():
            address = web_address(link.get("href") or "", url)
            if address and _parted(address) == (here, number + 1):
                return address
    return None


def _parted(url: str) -> tuple[str, int]:
    """An address without the number of a page, and that number; the first page often has none."""
    address = canonical_url(url) or ""
    path = urlsplit(address).path
    found = next((m for m in _NUMBER.finditer(address) if m.start() >= address.find(path)), None)
    if found is None:
        return address, 1
    left = address[: found.start()] + address[found.end() :]
    return left.rstrip("/?&"), int(found.group("number"))
