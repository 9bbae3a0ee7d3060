import ssl
import threading
import time

import pytest
import trustme
from loopback_site import serve
from test_compression import PACK

from ingest.fetch import AGENT, Fetcher, shared_fetcher
from rag.errors import AddressRefused, FetchFailed, SourceError


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
    [
        "file:///etc/passwd", "javascript:alert(1)", "http:///x", "http://127.0.0.1/", "http://169.254.169.254/latest",
        "http://127.0.0.1./", "http://localhost./", "http://2130706433/", "http://0x7f.1/", "http://0177.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
        "http://someone@127.0.0.1/", "http://127。0。0。1/",
    ],
)  # fmt: skip
def test_addresses_that_must_not_be_fetched(address):
    with pytest.raises(AddressRefused):
        Fetcher().fetch(address)


@pytest.mark.parametrize("address", ["http://ⓛocalhost/", "http://①②⑦.0.0.1/", "http://[::1/", "nonsense"])
def test_what_is_no_address_is_said(address):
    with pytest.raises(SourceError, match="is not a web address"):
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


def test_robots_txt_is_asked_again_after_a_day(site, fetcher, monkeypatch):
    site.page("/a", b"x")
    clock = {"now": 0.0}
    monkeypatch.setattr("ingest.fetch.time.monotonic", lambda: clock["now"])
    for clock["now"] in (0.0, 3_600.0, 90_000.0):
        fetcher.fetch(site.url + "/a")
    assert [path for path, _ in site.requests] == ["/robots.txt", "/a", "/a", "/robots.txt", "/a"]


def test_a_robots_txt_that_cannot_be_served_forbids_everything(site, fetcher):
    site.page("/robots.txt", b"", status=503)
    site.page("/a", b"x")
    with pytest.raises(AddressRefused):
        fetcher.fetch(site.url + "/a")


def test_a_page_that_never_ends_meets_the_deadline(site, fetcher):
    site.drip("/slow", seconds=5)
    with pytest.raises(FetchFailed, match="did not answer within"):
        Fetcher(seconds=0.5, pause=0, allowed=fetcher._allowed).fetch(site.url + "/slow")


def test_redirects_share_one_deadline(site, fetcher):
    def slowly(request):
        time.sleep(0.5)
        request.send_response(302)
        request.send_header("Location", request.path + "x")
        request.send_header("Content-Length", "0")
        request.end_headers()

    site.pages |= dict.fromkeys(["/a", "/ax", "/axx", "/axxx"], slowly)
    site.page("/axxxx", b"x")
    with pytest.raises(FetchFailed, match="did not answer within 1 seconds"):
        Fetcher(seconds=1, pause=0, allowed=fetcher._allowed).fetch(site.url + "/a")
    assert "/axxxx" not in [path for path, _ in site.requests]


def test_a_large_page_and_a_bomb_are_stopped(site, fetcher):
    site.page("/large", bytes(11_000_000))
    site.bomb("/bomb", 200_000_000)
    for path in ("/large", "/bomb"):
        with pytest.raises(FetchFailed, match="larger than 10 MB"):
            fetcher.fetch(site.url + path)


@pytest.mark.parametrize("name", PACK)
def test_a_compressed_page_is_undone(site, fetcher, name):
    site.page("/a", PACK[name](b"words"), Content_Encoding=name)
    assert fetcher.fetch(site.url + "/a").data == b"words"


def test_the_proxies_of_the_environment_are_used_only_when_asked(site, fetcher, monkeypatch):
    site.page("/a", b"x")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert fetcher.fetch(site.url + "/a").data == b"x"
    with pytest.raises(FetchFailed, match="cannot be fetched"):
        Fetcher(pause=0, proxies=True).fetch(site.url + "/a")


def test_requests_to_one_site_keep_their_distance(site, fetcher):
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 0.4", kind="text/plain")
    site.page("/a", b"x")
    fetcher.fetch(site.url + "/a")
    began = time.monotonic()
    fetcher.fetch(site.url + "/a")
    assert time.monotonic() - began >= 0.4


def test_https_is_checked_against_the_name_although_the_connection_goes_to_the_address(monkeypatch, fetcher, tmp_path):
    authority = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(tls)
    monkeypatch.setattr("socket.getaddrinfo", lambda host, port, **_: [(2, 1, 6, "", ("127.0.0.1", port))])
    with serve(tls) as site:
        site.page("/a", b"x")
        port = site.url.rpartition(":")[2]
        with pytest.raises(FetchFailed, match="certificate verify failed"):
            fetcher.fetch(f"https://news.example:{port}/a")
        authority.cert_pem.write_to_path(tmp_path / "ca.pem")
        monkeypatch.setattr("certifi.where", lambda: str(tmp_path / "ca.pem"))
        assert fetcher.fetch(f"https://news.example:{port}/a").data == b"x"
        with pytest.raises(FetchFailed, match=r"certificate is not valid for 'other\.example'"):
            fetcher.fetch(f"https://other.example:{port}/a")


@pytest.mark.parametrize(("status", "words"), [(404, "no such page"), (403, "refuses programs"), (500, "Try again")])
def test_errors_say_what_to_do(site, fetcher, status, words):
    site.page("/a", b"", status=status)
    with pytest.raises(FetchFailed, match=words):
        fetcher.fetch(site.url + "/a")


def test_a_closed_port_is_a_kind_error(fetcher):
    with pytest.raises(FetchFailed, match="cannot be fetched"):
        fetcher.fetch("http://127.0.0.1:9/")


def test_the_fetcher_of_the_process_is_one_polite_fetcher():
    assert shared_fetcher() is shared_fetcher()
    assert shared_fetcher()._pause == 1.0
    assert not shared_fetcher()._allowed


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
