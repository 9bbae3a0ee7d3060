"""Everything that a site can do in place of giving its article: each is said, and nothing is stored."""

import gzip
import time

import pytest
from documents import PARAGRAPHS, article, page
from test_walls import LOCKED, linked

from ingest import Fetcher, add
from rag.errors import SourceError

SHELL = page("<div id='root'></div><noscript>Please enable JavaScript.</noscript><script>x()</script>")
FAULTS = {
    "too slow": (lambda site: site.drip("/a", 5), "did not answer within 0.5 seconds"),
    "endless": (lambda site: site.page("/a", bytes(10_000_001)), "larger than 10 MB"),
    "a bomb": (lambda site: site.bomb("/a", 100_000_000), "larger than 10 MB"),
    "cut off": (lambda site: site.cut("/a", article().encode()), "cannot be fetched"),
    "damaged compression": (
        lambda site: site.page("/a", gzip.compress(article().encode())[:-50], Content_Encoding="gzip"),
        "compression is damaged",
    ),
    "redirected in a circle": (lambda site: site.redirect("/a", "/a"), "redirects more than"),
    "redirected into the own network": (lambda site: site.redirect("/a", "http://10.0.0.1/"), "not on the public"),
    "forbidden by robots.txt": (
        lambda site: site.page("/robots.txt", b"User-agent: *\nDisallow: /", kind="text/plain"),
        "asks programs not to fetch",
    ),
    "a password": (lambda site: site.page("/a", b"", status=401), "asks for a password"),
    "refused": (lambda site: site.page("/a", b"", status=403), "refuses programs"),
    "missing": (lambda site: site.page("/a", article().encode(), status=404), "no such page"),
    "gone": (lambda site: site.page("/a", b"", status=410), "is gone"),
    "too many requests": (lambda site: site.page("/a", b"", status=429), "asks to wait"),
    "withheld": (lambda site: site.page("/a", b"", status=451), "legal reasons"),
    "broken": (lambda site: site.page("/a", b"", status=500), "Try again later"),
    "empty": (lambda site: site.page("/a", b""), "http://.*/a is empty"),
    "a picture": (lambda site: site.page("/a", b"\x89PNG\r\n", kind="image/png"), "a picture"),
    "a paywall": (
        lambda site: site.page("/a", article(PARAGRAPHS[:2], linked(LOCKED)).encode()),
        "shows 2 of what seem to be .* paragraphs; .* Save the page from your browser and add the file",
    ),
    "a consent wall": (
        lambda site: site.page("/a", page("<div>We value your privacy. Accept all cookies to go on.</div>").encode()),
        "asks for consent",
    ),
    "a bot check": (
        lambda site: site.page("/a", page("<h1>Just a moment...</h1><p>Checking your browser.</p>").encode()),
        "whether a person is reading",
    ),
    "a page made by scripts": (lambda site: site.page("/a", SHELL.encode()), "builds its text with JavaScript"),
    "a soft 404": (
        lambda site: site.page("/a", page("<h1>Page not found</h1><p>Sorry, we can’t find it.</p>").encode()),
        "says that there is no such page",
    ),
}  # fmt: skip


@pytest.mark.timeout(30)
@pytest.mark.parametrize("fault", FAULTS)
def test_each_is_said_and_nothing_is_stored(fault, site, fetcher, library, embedder):
    prepare, words = FAULTS[fault]
    prepare(site)
    impatient = Fetcher(seconds=0.5 if fault == "too slow" else 10, pause=0, allowed=fetcher._allowed)
    began = time.monotonic()
    with pytest.raises(SourceError, match=words) as said:
        add(f"{site.url}/a", library, embedder, impatient)
    assert len(str(said.value)) < 400
    assert library.count() == 0
    assert time.monotonic() - began < 10
