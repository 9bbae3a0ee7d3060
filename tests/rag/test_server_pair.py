from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = """
import signal
from server_pair import running

with running():
    print("started", flush=True)
    signal.pause()
"""
PATIENCE = 60.0


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder whose name is short, since that of a socket may not be long, and where PostgreSQL's user gets."""
    with tempfile.TemporaryDirectory(prefix="pq-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_the_servers_end_when_the_tests_are_killed(place: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(place), "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:  # noqa: S603 - our own program
        assert process.stdout.readline() == b"started\n"
        (folder,) = place.iterdir()
        started = of_folder(folder)
        assert len(started) >= 2
        process.send_signal(signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while folder.exists() or of_folder(folder):
        assert time.monotonic() < until, f"left: {of_folder(folder)}"
        time.sleep(0.05)


def of_folder(folder: Path) -> list[str]:
    """The commands that run on files of a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if bytes(folder) in command and b"-I" not in command.split(b"\0"):
            found.append(command.decode())
    return found
