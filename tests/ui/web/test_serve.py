from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rag import owner
from rag.errors import AccessError
from rag.settings import Settings
from ui.client import Client
from ui.web.serve import is_loopback, let_in, listen

COMMAND = "from ui.cli import main; main()"


@contextmanager
def serving(home: Path, *options: str) -> Iterator[tuple[str, str]]:
    """Run ``pullquote serve``; yields its address and what it has said by then."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", COMMAND, "serve", "--no-browser", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PULLQUOTE_HOME": str(home)},
    )
    said = ""
    try:
        while "ready at" not in said:
            line = process.stdout.readline()
            assert line, process.stderr.read()
            said += line
        yield re.search(r"http://\S+", said)[0], said
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def get(address: str, host: str | None = None) -> int:
    request = urllib.request.Request(address, headers={"Host": host} if host else {})  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_taken_port_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with listen("127.0.0.1", port) as free:
            assert port < free.getsockname()[1] < port + 20


def test_an_address_that_is_not_ours_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(OSError, match="Name one with --port"):
        listen("192.0.2.1", 7860)


def test_the_first_start_holds_the_sample_and_the_second_does_not_bring_it_back(tmp_path: Path) -> None:
    home = tmp_path / "library"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with serving(home, "--port", port) as (address, said):
            assert f"Port {port} is taken" in said
            assert re.search(r"ready at http://127\.0\.0\.1:\d+/ \(\d+\.\d s\)", said)
            assert get(address) == 200
            assert get(address, host="evil.example") == 400
            with urllib.request.urlopen(address + "articles") as answer:  # noqa: S310
                assert answer.headers["X-Found"] == "1"
                sample = re.search(r'data-article="(\w+)"', answer.read().decode())[1]
            urllib.request.urlopen(urllib.request.Request(f"{address}article/{sample}", method="DELETE")).close()  # noqa: S310
    with serving(home) as (address, _), urllib.request.urlopen(address + "articles") as answer:  # noqa: S310
        assert answer.headers["X-Found"] == "0"


def test_pages_are_read_by_another_process_whose_end_ends_nothing(tmp_path: Path) -> None:
    with serving(tmp_path) as (address, _):
        server = owner.read(tmp_path)
        client = Client(address, server.key)
        for town in ("Tarnby", "Solvik"):
            text = f"<p>The mayor, Ida Holm, opened the new bridge in {town} on Monday after nine years of work.</p>"
            page = f"<html><title>Bridge opens in {town}</title><body><article>{text * 3}</article></body></html>"
            assert client.add_file(page.encode(), "page.html").outcome == "added"
            (reader,) = readers_of(server.pid)
            os.kill(reader, signal.SIGKILL)
        client.close()


def readers_of(server: int) -> list[int]:
    """The processes that read files for a server."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if parent == server and b"ingest.reading_process" in command:
            found.append(int(folder.name))
    return found


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_on_this_machine_nobody_logs_in_until_there_is_a_user(tmp_path: Path, host: str) -> None:
    assert is_loopback(host)
    assert let_in(Settings(home=tmp_path), host, open_to_everyone=False).is_open


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", ""])  # noqa: S104 - not bound
def test_any_other_address_needs_a_user_or_a_flag_that_says_what_it_means(tmp_path: Path, host: str) -> None:
    settings = Settings(home=tmp_path)
    with pytest.raises(AccessError, match="users add NAME"):
        let_in(settings, host, open_to_everyone=False)
    open_access = let_in(settings, host, open_to_everyone=True)
    assert open_access.is_open
    open_access.users.add("ana", "correct horse battery")
    assert not let_in(settings, host, open_to_everyone=False).is_open
    with pytest.raises(AccessError, match="Leave --open-to-everyone out"):
        let_in(settings, host, open_to_everyone=True)
