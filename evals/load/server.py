"""``pullquote serve`` in a process of its own, over a library of made-up facts, and how much memory it has."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals import ending
from evals.load.library import fill
from rag import Pullquote, owner
from rag.settings import Settings
from ui.access import Access

_STARTED = 120.0  # seconds


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    Attributes:
        url: where it answers.
        tokens: one for each user.
        pid: its process.
    """

    url: str
    tokens: tuple[str, ...]
    pid: int

    def memory(self) -> int:
        """Bytes that it has in memory."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise OSError(f"/proc/{self.pid}/status does not tell how much memory process {self.pid} has")


@contextmanager
def serving(articles: int, users: int) -> Iterator[Server]:
    """Start a server over that many articles, and make a token for each user.

    It ends with this process, also when that is told to end (SIGTERM). For the main thread only.
    """
    with ending.in_order(), tempfile.TemporaryDirectory(prefix="pullquote-load-") as folder:
        home = Path(folder)
        with Pullquote(Settings(home=home)) as pullquote:
            fill(pullquote, articles)
        access = Access(home, open_here=True)
        tokens = tuple(access.tokens.create(f"user {number}", "read") for number in range(users))
        command = [sys.executable, "-m", "ui.cli", "serve", "--no-browser", "--port", "7990"]
        environment = {**os.environ, "PULLQUOTE_HOME": folder}
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own
            try:
                yield Server(_address(home, process), tokens, process.pid)
            finally:
                process.terminate()


def _address(home: Path, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + _STARTED
    while time.monotonic() < until and process.poll() is None:
        found = owner.read(home)
        if found and found.url and found.pid == process.pid:
            return found.url.rstrip("/")
        time.sleep(0.1)
    raise OSError("The server did not start.")
