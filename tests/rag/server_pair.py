"""A PostgreSQL and a Chroma server of the tests' own, started when they are first needed."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from rag.settings import Servers

_PATIENCE = 60.0  # seconds for a server to start
_GUARD = """
import os, shutil, signal, sys, time
sys.stdin.read()  # until the tests have ended, in whatever way
for process in map(int, sys.argv[2:]):
    for number in [signal.SIGQUIT] + [0] * 200:  # PostgreSQL stops at once, and takes its parts along
        try:
            os.kill(process, number)
        except ProcessLookupError:
            break
        time.sleep(0.05)
shutil.rmtree(sys.argv[1], ignore_errors=True)
"""


class ServerPair:
    """Two running servers; each library gets a schema of its own, which is made sooner than a database.

    Attributes:
        chroma_url: of the Chroma server.
    """

    def __init__(self, database: str, chroma_url: str) -> None:
        self._database = database
        self.chroma_url = chroma_url
        self._numbers = count()

    def new(self) -> Servers:
        """Servers with nothing in them."""
        import psycopg

        name = f"library{next(self._numbers)}"
        with psycopg.connect(f"{self._database}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return Servers(f"{self._database}/postgres?options=-csearch_path%3D{name}", self.chroma_url)


@contextmanager
def running() -> Iterator[ServerPair]:
    """Start both servers in a folder of their own, and stop them."""
    folder = Path(tempfile.mkdtemp(prefix="pullquote-servers-"))
    try:
        with (
            chroma(folder / "chroma") as (chroma_url, chroma_process),
            postgres(folder) as (database, postgres_process),
            _guarded(folder, chroma_process, postgres_process),
        ):
            yield ServerPair(database, chroma_url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _guarded(folder: Path, *processes: int) -> Iterator[None]:
    """Inside of this another process ends these, and removes the folder, should this one be killed."""
    command = [sys.executable, "-I", "-c", _GUARD, str(folder), *map(str, processes)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as guard:  # noqa: S603
        try:
            yield
        finally:
            guard.kill()


@contextmanager
def postgres(folder: Path) -> Iterator[tuple[str, int]]:
    """A cluster on a free port of this machine, whose program refuses to be root.

    Yields the start of its addresses, and its process.
    """
    data, port = folder / "postgres", free_port()
    data.mkdir(mode=0o700)
    someone = _not_root()
    if someone:
        folder.chmod(0o755)
        os.chown(data, *someone)
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": data,
        "fsync": "off",  # a crash of the machine may take a test's database
        "max_connections": 200,
    }
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    _run("initdb", "-D", data, "-U", "pullquote", "--auth=trust", "-E", "UTF8", "--no-sync", user=someone)
    _run("pg_ctl", "-D", data, "-l", data / "log", "-w", "-o", options, "start", user=someone)
    try:
        yield f"postgresql://pullquote@127.0.0.1:{port}", int((data / "postmaster.pid").read_text().split()[0])
    finally:
        _run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop", user=someone)


@contextmanager
def chroma(folder: Path) -> Iterator[tuple[str, int]]:
    """A Chroma server on a free port of this machine; yields its address and its process."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    program = Path(sys.executable).with_name("chroma")
    command = [str(program), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            _wait(f"{url}/api/v2/heartbeat", server)
            yield url, server.pid
        finally:
            server.kill()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own server
                return
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)


def _not_root() -> tuple[int, int] | None:
    """Whom to run PostgreSQL as, where this process may do everything."""
    if os.geteuid():
        return None
    someone = pwd.getpwnam("postgres")
    return someone.pw_uid, someone.pw_gid


def _run(program: str, *arguments: object, user: tuple[int, int] | None) -> None:
    found = shutil.which(program) or next(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{program}")), None)
    assert found, f"{program} is missing. On Debian: apt-get install postgresql"
    command = [found, *map(str, arguments)]
    who = {"user": user[0], "group": user[1], "extra_groups": []} if user else {}
    done = subprocess.run(command, check=False, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **who)  # noqa: S603
    assert done.returncode == 0, f"{command} ended with {done.returncode}: {done.stderr.decode()}"
