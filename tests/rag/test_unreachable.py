"""Servers that cannot be reached, are something else, or go away and come back: a plain error, and no restart."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from rag_helpers import FewWordsEmbedder, make_article, store
from relay import Relay, relayed
from server_pair import ServerPair, free_port

from rag.errors import LibraryUnreachable
from rag.library import Library
from rag.settings import Servers, Settings
from ui.doctor_servers import examine_servers


class Page(http.server.BaseHTTPRequestHandler):
    """Something else than Chroma answers."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>Hello</html>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def page() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


DATABASES = {
    "no database": ("postgresql://me:sesame@127.0.0.1:{dead}/news", "Connection refused", "Start it"),
    "no host of a database": ("postgresql://me:sesame@nowhere.invalid/news", "nowhere.invalid", "Start it"),
    "no such user": ("postgresql://me:sesame@127.0.0.1:{postgres}/postgres", "me", "createuser"),
    "no such database": ("postgresql://pullquote:sesame@127.0.0.1:{postgres}/news", "news", "createdb"),
    "another kind of database": ("mysql://me:sesame@127.0.0.1/news", "must be postgresql://", "Mend the address"),
    "no address": ("me:sesame@db", "must be postgresql://", "Mend the address"),
}
INDEXES = {
    "no index": ("http://me:sesame@127.0.0.1:{dead}", "Could not connect", "Start it"),
    "no host of an index": ("http://me:sesame@nowhere.invalid:8000", "Could not connect", "Start it"),
    "a web server as index": ("http://127.0.0.1:{page}", "is no Chroma server", "Mend the address"),
    "a database as index": ("http://127.0.0.1:{postgres}", "cannot be used", "Start it"),
    "no scheme": ("localhost:8000", "must begin with http", "Mend the address"),
}


@pytest.mark.parametrize("case", [*DATABASES, *INDEXES])
def test_a_server_that_lets_nobody_in_says_why_at_once_and_doctor_names_the_mend(
    case: str, server_pair: ServerPair, page: int, tmp_path: Path
) -> None:
    url, said, mend = (DATABASES | INDEXES)[case]
    servers = server_pair.new()
    with Library.open(tmp_path, FewWordsEmbedder(), servers) as library:
        library.open_index()  # from now on the record says that there is an index
    given = url.format(dead=free_port(), page=page, postgres=urlsplit(servers.database_url).port)
    what, setting = ("Index", "chroma_url") if case in INDEXES else ("Database", "database_url")
    settings = replace(Settings(home=tmp_path), **{**asdict(servers), setting: given})
    with (
        pytest.raises(LibraryUnreachable) as error,
        Library.open(tmp_path, FewWordsEmbedder(), settings.servers) as library,
    ):
        library.open_index()
    (finding,) = (found for found in examine_servers(settings) if found.state != "ok")
    assert (finding.what, finding.state) == (what, "fault")
    for words in (str(error.value), finding.detail):
        assert said in words
        assert "sesame" not in words
    assert mend in finding.mend
    assert f"PULLQUOTE_{setting.upper()}" in finding.mend


def test_one_of_two_addresses_is_a_fault(tmp_path: Path) -> None:
    (finding,) = examine_servers(Settings(home=tmp_path, chroma_url="http://127.0.0.1:8000"))
    assert (finding.state, finding.mend) == ("fault", "Set both, or none.")
    assert "PULLQUOTE_DATABASE_URL" in finding.detail


@pytest.fixture
def far(server_pair: ServerPair) -> Iterator[tuple[Servers, dict[str, Relay]]]:
    """Servers that can be cut off, each by itself."""
    servers = server_pair.new()
    database, chroma = urlsplit(servers.database_url), urlsplit(servers.chroma_url)
    with ExitStack() as stack:
        relays = {url: stack.enter_context(relayed(parts.port)) for url, parts in (("d", database), ("c", chroma))}
        yield (
            Servers(
                servers.database_url.replace(f":{database.port}", f":{relays['d'].port}"),
                servers.chroma_url.replace(f":{chroma.port}", f":{relays['c'].port}"),
            ),
            relays,
        )


@pytest.mark.parametrize("which", ["d", "c"])
def test_a_server_that_goes_away_and_comes_back_needs_no_restart(
    which: str, far: tuple[Servers, dict[str, Relay]], tmp_path: Path
) -> None:
    servers, relays = far
    with Library.open(tmp_path, FewWordsEmbedder(), servers) as library:
        store(library, make_article("The dog barked."))
        pool = library._record.database._pool
        relays[which].cut()
        pool.timeout = 1.0
        for _ in range(2):
            with pytest.raises(LibraryUnreachable, match="cannot be used"):
                store(library, make_article("The cat slept.", article_id="a2"))
        relays[which].mend()
        pool.timeout = 60.0
        assert [article.id for article in library.articles()] == ["a1"]
        store(library, make_article("The cat slept.", article_id="a2"))
        assert sorted(article.id for article in library.articles()) == ["a1", "a2"]
        assert library.agrees()
