"""The process that reads files for :mod:`ingest.isolated`: a request in, an answer out, one by one."""

from __future__ import annotations

import json
import os
import select
import sys
from typing import BinaryIO, cast

from ingest import draft_json
from ingest.draft import Draft
from rag.errors import SourceError

_PATIENCE = 60.0  # seconds without a request until it ends by itself


def main(memory: int) -> None:
    """Answer requests from standard input on standard output until it is closed.

    Args:
        memory: bytes of address space that may be used.
    """
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    _limit(memory)
    while _waits(requests) and (line := requests.readline()):
        request = json.loads(line)
        data = requests.read(request["size"])
        answer, last = _answer(request["kind"], data, request["name"], request["charset"])
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
        if last:
            return


def _waits(requests: BinaryIO) -> bool:
    """Whether there is a request before patience ends."""
    try:
        return bool(select.select([requests], [], [], _PATIENCE)[0])
    except (OSError, ValueError):  # pipes of some systems cannot be waited for with a time
        return True


def _answer(kind: str, data: bytes, name: str, charset: str | None) -> tuple[dict[str, str], bool]:
    """The answer to a request, and whether the process has suffered from it."""
    try:
        if kind == "feed":
            from ingest.feeds import read_links

            return {"links": json.dumps(read_links(data, name))}, False
        return {"draft": draft_json.dump(_read(kind, data, name, charset))}, False
    except SourceError as error:
        return {"error": type(error).__name__, "message": str(error)}, False
    except MemoryError:
        told = f"{name} needs more memory than an article does, so it is not read. Paste the text of it instead."
        return {"error": "UnreadableSource", "message": told}, True
    except Exception as error:
        told = f"{name} cannot be read ({type(error).__name__}). Save or print it again."
        return {"error": "UnreadableSource", "message": told}, True


def _read(kind: str, data: bytes, name: str, charset: str | None) -> Draft:
    # Each reader is imported by the processes that need it: that takes half a second.
    if kind == "pdf":
        from ingest.pdf import read_pdf

        return read_pdf(data, name)
    if kind == "docx":
        from ingest.word import read_docx

        return read_docx(data, name)
    from ingest.readers import Format, read

    return read(cast(Format, kind), data, name, charset)


def _limit(memory: int) -> None:
    """Limit what this process may take: memory, no files to write, no core to leave behind."""
    try:
        import resource
    except ImportError:  # a system without limits: time is limited by whoever waits
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard),) * 2)
