"""Fetch a URL's bytes, safely: public addresses only, one deadline, one size limit, robots.txt honored."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urljoin

import httpx

from ingest.addresses import Network, resolve
from ingest.compression import decompress
from ingest.robots import NOTHING_ALLOWED, Robots, parse_robots
from rag.errors import AddressRefused, FetchFailed

AGENT = "Pullquote/0.1 (reads single news articles for its user)"
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,*/*;q=0.5"
_HOPS = 8
_REDIRECTS = {301, 302, 303, 307, 308}
_A_DAY = 86_400.0  # seconds that a robots.txt holds (RFC 9309)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave.

    Attributes:
        url: where it was found, after redirects.
        data: the decompressed body; empty when ``unchanged``.
        kind: the media type, lower case, without parameters.
        charset: of the header, if it names one.
        unchanged: the server says that nothing changed since ``etag`` or ``last_modified``.
    """

    url: str
    data: bytes
    kind: str
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False


@dataclass(slots=True)
class _Allowance:
    """Seconds that are left for one URL, all its redirects and the robots.txt files on the way."""

    seconds: float


@dataclass(slots=True)
class _Site:
    lock: threading.Lock = field(default_factory=threading.Lock)
    robots: Robots | None = None
    robots_read: float = float("-inf")
    last: float = float("-inf")


class Fetcher:
    """Fetches one request at a time per site, with a pause in between.

    Args:
        seconds: the deadline for one URL with all its redirects and robots.txt files, from the lookup to the last
            byte; waiting for one's turn at a site does not count.
        largest: bytes of a body, both as sent and decompressed.
        pause: seconds between two requests to one site; a Crawl-delay may make it longer.
        allowed: networks that may be fetched although they are not public, such as one's own.
        proxies: whether to use the proxies of the environment; a proxy looks names up itself, unchecked.
    """

    def __init__(
        self,
        seconds: float = 20.0,
        largest: int = 10_000_000,
        pause: float = 1.0,
        allowed: Sequence[Network] = (),
        proxies: bool = False,
    ) -> None:
        self._seconds = seconds
        self._largest = largest
        self._pause = pause
        self._allowed = allowed
        self._proxies = proxies
        self._sites: dict[str, _Site] = {}
        self._lock = threading.Lock()

    def fetch(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Fetch a URL.

        Args:
            url: http or https.
            etag: of the copy at hand; with it the answer may be ``unchanged``.
            last_modified: of the copy at hand.

        Raises:
            AddressRefused: it, or a redirect of it, points outside the public internet, or robots.txt forbids it.
            FetchFailed: it cannot be fetched; the message says why.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {name: value for name, value in headers.items() if value}
        allowance = _Allowance(self._seconds)
        for _ in range(_HOPS):
            answer = self._visit(_checked(url), conditions, allowance)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise FetchFailed(f"{url} redirects more than {_HOPS} times.")

    def _visit(self, url: httpx.URL, headers: dict[str, str], allowance: _Allowance) -> Fetched | str:
        """One hop: what was fetched, or where it redirects to."""
        with self._lock:
            site = self._sites.setdefault(f"{url.scheme}://{url.netloc.decode()}", _Site())
        with site.lock:
            if site.robots is None or time.monotonic() > site.robots_read + _A_DAY:
                site.robots, site.robots_read = self._read_robots(url, allowance), time.monotonic()
            if not site.robots.allows(url.raw_path.decode("ascii")):
                raise AddressRefused(
                    f"The robots.txt of {url.host} asks programs not to fetch {url}. "
                    "Save the page from your browser and add the file."
                )
            time.sleep(max(0.0, site.last + max(self._pause, site.robots.delay) - time.monotonic()))
            try:
                return self._request(url, headers, allowance)
            finally:
                site.last = time.monotonic()

    def _read_robots(self, url: httpx.URL, allowance: _Allowance) -> Robots:
        """The site's rules; a missing file allows everything, a failing server nothing (RFC 9309)."""
        address = str(url.copy_with(raw_path=b"/robots.txt"))
        for _ in range(_HOPS):
            try:
                answer = self._request(_checked(address), {}, allowance)
            except FetchFailed as failed:
                if failed.status is None:
                    raise
                return NOTHING_ALLOWED if failed.status >= 500 else Robots()
            if isinstance(answer, Fetched):
                return parse_robots(answer.data.decode("utf-8", errors="replace"), AGENT.partition("/")[0])
            address = answer
        return Robots()

    def _request(self, url: httpx.URL, headers: dict[str, str], allowance: _Allowance) -> Fetched | str:
        """One request within the deadline, in an event loop of its own so that it works from any thread."""
        began = time.monotonic()
        try:
            with ThreadPoolExecutor(1) as thread:
                return thread.submit(asyncio.run, self._within_deadline(url, headers, allowance.seconds)).result()
        finally:
            allowance.seconds -= time.monotonic() - began

    async def _within_deadline(self, url: httpx.URL, headers: dict[str, str], seconds: float) -> Fetched | str:
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                return await self._exchange(url, headers)
        except TimeoutError:
            raise FetchFailed(f"{url} did not answer within {self._seconds:g} seconds. Try again later.") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            reason = str(error) or type(error).__name__
            raise FetchFailed(f"{url} cannot be fetched: {reason}. Check the address and the connection.") from error

    async def _exchange(self, url: httpx.URL, headers: dict[str, str]) -> Fetched | str:
        port = url.port or (443 if url.scheme == "https" else 80)
        target = url
        if not self._proxies:
            # The connection goes to the address that was checked; a second lookup could give another one.
            target = url.copy_with(host=await resolve(url.host, port, self._allowed))
        headers = {
            "User-Agent": AGENT,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate, br, zstd",
            "Host": url.netloc.decode("ascii"),
            **headers,
        }
        async with (
            httpx.AsyncClient(trust_env=self._proxies, timeout=self._seconds) as client,
            client.stream("GET", target, headers=headers, extensions={"sni_hostname": url.host}) as response,
        ):
            if response.status_code in _REDIRECTS and "location" in response.headers:
                return urljoin(str(url), response.headers["location"])
            if response.status_code == 304:
                return Fetched(str(url), b"", "", unchanged=True)
            if response.status_code >= 400:
                raise _answered(url, response.status_code)
            return await self._read(url, response)

    async def _read(self, url: httpx.URL, response: httpx.Response) -> Fetched:
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > self._largest:
                raise FetchFailed(f"{url} is larger than {self._largest // 1_000_000} MB, so it is not read.")
        data = decompress(bytes(body), response.headers.get("content-encoding", ""), self._largest)
        kind, _, _ = response.headers.get("content-type", "").partition(";")
        return Fetched(
            url=str(url),
            data=data,
            kind=kind.strip().lower(),
            charset=response.charset_encoding,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
        )


@cache
def shared_fetcher() -> Fetcher:
    """The fetcher of this process: what is fetched for one purpose keeps its distance from what is for another."""
    return Fetcher()


def _answered(url: httpx.URL, status: int) -> FetchFailed:
    """What to raise for an answer that is an error."""
    advice = {
        401: "It asks for a password. Save the page from your browser and add the file.",
        403: "The site refuses programs. Save the page from your browser and add the file.",
        404: "There is no such page. Check the address.",
        410: "The page is gone.",
        429: "The site asks to wait. Try again later.",
        451: "The site withholds it for legal reasons.",
    }.get(status, "Try again later." if status >= 500 else "Save the page from your browser and add the file.")
    return FetchFailed(f"{url} answered with error {status}. {advice}", status)


def _checked(address: str) -> httpx.URL:
    """A URL that may be looked up: http or https, with a host, without a user name, no fragment."""
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, TypeError, ValueError) as error:
        raise FetchFailed(f"{address[:200]} is not a web address.") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise AddressRefused(f"{address[:200]} is not a web address: it must start with http:// or https://.")
    if url.userinfo:
        raise AddressRefused(f"The address {url.copy_with(userinfo=b'')} carries a user name or password. Remove it.")
    return url.copy_with(host=url.host.rstrip("."), fragment=None)
