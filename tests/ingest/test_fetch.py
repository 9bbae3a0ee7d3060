import gzip
import threading

import pytest

from ingest.fetch import AGENT, Fetcher
from rag.errors import AddressRefused, FetchFailed


def test_a_page_with_its_kind_charset_and_validators(site, fetcher):
    site.page("/a", "é".encode("latin-1"), kind="Text/HTML; charset=latin-1", ETag='"7"', Last_Modified="then")
    got = fetcher.fetch(site.url + "/a#part")
    assert (got.data, got.kind, got.charset) == (b"\xe9", "text/html", "latin-1")
    assert (got.etag, got.last_modified, got.url) == ('"7"', "then", site.url + "/a")
    assert site.requests[-1][1]["User-Agent"] == AGENT


def test_an_unchanged_page_is_said(site, fetcher):
    site.page("/a", b"", status=304)
    assert fetcher.fetch(site.url + "/a", etag='"7"', last_modified="then").unchanged
    headers = site.requests[-1][1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"7"', "then")


def test_the_host_header_is_the_name_and_the_connection_the_checked_address(site, fetcher, monkeypatch):
    lookups = []

    def look_up(host, port, **_):
        lookups.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    site.page("/a", b"x")
    port = site.url.rpartition(":")[2]
    assert fetcher.fetch(f"http://news.example.:{port}/a").data == b"x"
    assert site.requests[-1][1]["Host"] == f"news.example:{port}"
    assert set(lookups) == {"news.example"}
    assert len(lookups) == 2  # robots.txt and the page, once each


def test_redirects_are_followed_and_the_last_url_is_told(site, fetcher):
    site.redirect("/a", "/b")
    site.page("/b", b"x")
    assert fetcher.fetch(site.url + "/a").url == site.url + "/b"


def test_redirects_in_a_circle_end(site, fetcher):
    site.redirect("/a", "/a")
    with pytest.raises(FetchFailed, match="redirects more than"):
        fetcher.fetch(site.url + "/a")


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://[::1]/", "file:///etc/passwd", "http://user:pw@example.org/", "ftp://a.b/"]
)
def test_each_redirect_is_checked(site, fetcher, target):
    site.redirect("/a", target)
    with pytest.raises(AddressRefused):
        fetcher.fetch(site.url + "/a")


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "javascript:alert(1)", "http:///x", "http://127.0.0.1/", "http://169.254.169.254/latest"],
)
def test_addresses_that_must_not_be_fetched(address):
    with pytest.raises(AddressRefused):
        Fetcher().fetch(address)


def test_a_password_in_an_address_is_not_repeated_in_the_message():
    with pytest.raises(AddressRefused) as refused:
        Fetcher().fetch("http://me:secret@example.org/")
    assert "secret" not in str(refused.value)


def test_robots_txt_is_honored_and_asked_once(site, fetcher):
    site.page("/robots.txt", b"User-agent: *\nDisallow: /no", kind="text/plain")
    site.page("/yes", b"x")
    site.page("/no", b"x")
    fetcher.fetch(site.url + "/yes")
    with pytest.raises(AddressRefused, match=r"robots\.txt .* Save the page"):
        fetcher.fetch(site.url + "/no")
    assert [path for path, _ in site.requests] == ["/robots.txt", "/yes"]


def test_a_robots_txt_that_cannot_be_served_forbids_everything(site, fetcher):
    site.page("/robots.txt", b"", status=503)
    site.page("/a", b"x")
    with pytest.raises(AddressRefused):
        fetcher.fetch(site.url + "/a")


def test_a_page_that_never_ends_meets_the_deadline(site, fetcher):
    site.drip("/slow", seconds=5)
    with pytest.raises(FetchFailed, match="did not answer within"):
        Fetcher(seconds=0.5, pause=0, allowed=fetcher._allowed).fetch(site.url + "/slow")


def test_a_large_page_and_a_bomb_are_stopped(site, fetcher):
    site.page("/large", bytes(11_000_000))
    site.bomb("/bomb", 200_000_000)
    for path in ("/large", "/bomb"):
        with pytest.raises(FetchFailed, match="larger than 10 MB"):
            fetcher.fetch(site.url + path)


def test_a_compressed_page_is_undone(site, fetcher):
    site.page("/a", gzip.compress(b"words"), Content_Encoding="gzip")
    assert fetcher.fetch(site.url + "/a").data == b"words"


@pytest.mark.parametrize(("status", "words"), [(404, "no such page"), (403, "refuses programs"), (500, "Try again")])
def test_errors_say_what_to_do(site, fetcher, status, words):
    site.page("/a", b"", status=status)
    with pytest.raises(FetchFailed, match=words):
        fetcher.fetch(site.url + "/a")


def test_a_closed_port_is_a_kind_error(fetcher):
    with pytest.raises(FetchFailed, match="cannot be fetched"):
        fetcher.fetch("http://127.0.0.1:9/")


def test_one_request_at_a_time_per_site(site, fetcher):
    running, most = 0, 0
    count = threading.Lock()
    both = threading.Event()

    def answer(request):
        nonlocal running, most
        with count:
            running += 1
            most = max(most, running)
            if running > 1:
                both.set()
        both.wait(0.2)
        with count:
            running -= 1
        request.send_response(200)
        request.send_header("Content-Length", "0")
        request.end_headers()

    site.pages["/a"] = answer
    threads = [threading.Thread(target=fetcher.fetch, args=(site.url + "/a",)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
