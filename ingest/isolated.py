"""Read files in a process of their own, of limited memory and time: a hostile file ends only that.

PDF and Word files are always read so. Servers read everything so, pages, mail and feeds too: see :func:`everything`.
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Literal, cast

from ingest import draft_json
from ingest.draft import Draft
from rag import errors
from rag.errors import SourceError, UnreadableSource

Format = Literal["pdf", "docx", "web", "html", "mail", "markdown", "text"]

LONGEST = 120.0
"""Seconds that one file may take."""
MOST_MEMORY = 1_000_000_000
"""Bytes of address space that a process may have; it takes 80,000,000 for an ordinary file."""
_AT_ONCE = 2  # processes
_MOST_FILES = 100  # that one process reads before another takes its place
_NAMES = {"pdf": "PDFs", "docx": "Word files", "mail": "mail", "markdown": "Markdown", "text": "text", "feed": "feeds"}

# The package without what it imports for others, such as the models: the process starts in a fraction of the time.
_PROGRAM = """
import sys, types
folder, memory, sys.path[:] = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
sys.modules["ingest"] = types.ModuleType("ingest")
sys.modules["ingest"].__path__ = [folder]
from ingest.reading_process import main
main(memory)
"""


@contextmanager
def everything() -> Iterator[None]:
    """Inside of this, on all threads, what can be read by another process is: for servers, which must not end.

    Elsewhere pages, mail and text are read in place: there a hostile one ends the command that was to read it.
    """
    global _everything
    before, _everything = _everything, True
    try:
        yield
    finally:
        _everything = before


def reads_everything() -> bool:
    """Whether other processes read all files, and not only those of PDF and Word."""
    return _everything


def read_isolated(kind: Format, data: bytes, name: str, charset: str | None = None) -> Draft:
    """Read a file in another process.

    Args:
        kind: of the file.
        data: the file.
        name: for messages; the address of a page.
        charset: of a page, if the HTTP header names one.

    Returns:
        What was read; it is cleaned already, unless it is of PDF or Word.

    Raises:
        SourceError: as the reader of this kind raises it.
        UnreadableSource: the file takes too long or too much memory, or the reader broke down over it.
    """
    return draft_json.load(_answer(kind, data, name, charset)["draft"])


def links_isolated(data: bytes, name: str) -> list[str]:
    """:func:`ingest.feeds.read_links` in another process; raises as it does, and as :func:`read_isolated`."""
    links: list[str] = json.loads(_answer("feed", data, name)["links"])
    return links


def _answer(kind: str, data: bytes, name: str, charset: str | None = None) -> dict[str, str]:
    facts = {"kind": kind, "name": name, "charset": charset, "size": len(data)}
    with _at_once:
        process = _idle_one()
        answer = process.read(facts, data) if process else None
        if answer is None:  # none that waits, or it has ended by itself meanwhile
            process = _Process()
            answer = process.read(facts, data)
        if answer is None:
            readers = _NAMES.get(kind, "pages")
            raise UnreadableSource(f"{name} makes the reader of {readers} break down. Save or print it again.")
        if process and process.is_fit:
            _idle.put(process)
    if error := answer.get("error"):
        raised: type[SourceError] = getattr(errors, error)
        raise raised(answer["message"])
    return answer


class _Process:
    """A process that reads one file after the other."""

    def __init__(self) -> None:
        command = [sys.executable, "-I", "-B", "-c", _PROGRAM, str(Path(__file__).parent), str(MOST_MEMORY), *sys.path]
        self._process = subprocess.Popen(  # noqa: S603 - our own program, in an environment without secrets
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        )
        self._files = 0

    @property
    def is_fit(self) -> bool:
        """Whether it can read more files."""
        fit = self._files < _MOST_FILES and self._process.poll() is None
        if not fit:
            self.close()
        return fit

    def read(self, facts: dict[str, Any], data: bytes) -> dict[str, str] | None:
        """What the process answers; None when it broke down. Raises UnreadableSource when it takes too long."""
        self._files += 1
        too_long = threading.Event()

        def stop() -> None:
            too_long.set()
            self._process.kill()

        timer = threading.Timer(LONGEST, stop)
        timer.daemon = True
        timer.start()
        try:
            line = self._exchange(json.dumps(facts).encode() + b"\n" + data)
        finally:
            timer.cancel()
        if too_long.is_set():
            self.close()
            raise UnreadableSource(
                f"{facts['name']} takes longer than {LONGEST:g} s to read, so it is left. "
                "Paste the text of the article instead."
            )
        if not line:
            self.close()
            return None
        answer: dict[str, str] = json.loads(line)
        return answer

    def _exchange(self, request: bytes) -> bytes:
        requests, answers = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        with suppress(OSError):  # it has ended: then there is no answer either
            requests.write(request)
            requests.flush()
        return answers.readline()

    def close(self) -> None:
        """End it."""
        self._process.kill()
        with suppress(OSError):  # what it was not given any more
            self._process.communicate()


def _idle_one() -> _Process | None:
    try:
        return _idle.get_nowait()
    except queue.Empty:
        return None


def _environment() -> dict[str, str]:
    """What the process needs of this one's environment: no keys; and one thread, since each takes address space."""
    kept = ("PATH", "SYSTEMROOT", "LANG", "LD_LIBRARY_PATH")
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    return {name: os.environ[name] for name in kept if name in os.environ} | one


def _close_idle() -> None:
    while process := _idle_one():
        process.close()


_everything = False
_idle: queue.LifoQueue[_Process] = queue.LifoQueue()
_at_once = threading.BoundedSemaphore(_AT_ONCE)
atexit.register(_close_idle)
