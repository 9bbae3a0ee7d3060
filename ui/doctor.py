"""Is everything here that Pullquote needs? Each finding comes with its mend."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import filelock
from packaging.requirements import Requirement

from rag import clock, owner
from rag.errors import PullquoteError
from rag.settings import READER, Settings

_LITTLE_SPACE = 1_000_000_000
_NO_SPACE = 1_000_000
_CPU_FEATURES = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "asimddp")
_TRACING = ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        what: its name.
        state: ``ok``; ``note`` for what works but may surprise; ``fault`` for what must be mended.
        detail: what was found.
        mend: what to do about it; empty when there is nothing to do.
    """

    what: str
    state: Literal["ok", "note", "fault"]
    detail: str
    mend: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything, the quick things first."""
    yield _python()
    yield _packages()
    if settings.database_url or settings.chroma_url:
        from ui.doctor_servers import examine_servers

        yield from examine_servers(settings)
    else:
        yield _folder(settings.home)
        yield _space(settings.home)
        yield _clock(settings.home / "record.sqlite")
        yield _record(settings.home / "record.sqlite")
        yield _index(settings.home)
        yield _owner(settings.home)
    yield _processor()
    yield _tracing()
    yield _models(settings)
    yield _answerer(settings)


def _python() -> Finding:
    return Finding("Python", "ok", f"{sys.version.split()[0]} at {sys.executable}")


def _packages() -> Finding:
    wrong = []
    needed = [Requirement(line) for line in importlib.metadata.requires("pullquote") or []]
    needed = [package for package in needed if package.marker is None or package.marker.evaluate({"extra": ""})]
    for package in needed:
        try:
            version = importlib.metadata.version(package.name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{package.name} is missing")
        else:
            if not package.specifier.contains(version, prereleases=True):
                wrong.append(f"{package.name} is {version}, not {package.specifier}")
    if wrong:
        return Finding("Packages", "fault", "; ".join(wrong), "Install again: pip install --upgrade pullquote")
    return Finding("Packages", "ok", f"all {len(needed)} are installed")


def _folder(home: Path) -> Finding:
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        mend = "Let your user write there, or set PULLQUOTE_HOME to a folder that it may write to."
        return Finding("Library folder", "fault", f"{home} cannot be written to ({error.strerror})", mend)
    return Finding("Library folder", "ok", f"{home}" + ("" if home.exists() else " (made when it is first used)"))


def _space(home: Path) -> Finding:
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(nearest).free
    detail = f"{free / 1e9:.1f} GB free"
    if free < _LITTLE_SPACE:
        return Finding("Disk", "fault", detail, f"Make room on the disk of {nearest}, or set PULLQUOTE_HOME.")
    return Finding("Disk", "ok", detail)


def _record(file: Path) -> Finding:
    if not file.exists():
        return Finding("Articles", "ok", "none yet: the library is made when it is first used")
    try:
        with closing(_opened(file)) as db:
            (said,) = db.execute("PRAGMA quick_check(1)").fetchone()
            (count,) = db.execute("SELECT count(*) FROM versions WHERE latest = 1").fetchone()
    except sqlite3.DatabaseError as error:
        said, count = str(error), 0
    if said != "ok":
        mend = "Restore a backup into another directory (“pullquote restore”), or move the file away."
        return Finding("Articles", "fault", f"{file} is damaged ({said})", mend)
    return Finding("Articles", "ok", f"{count} in {file}")


def _opened(file: Path) -> sqlite3.Connection:
    """The record, to be read. On a full disk SQLite cannot make the file that processes share: it goes without."""
    address = f"{file.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as db:
            db.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        address += "&immutable=1"
    return sqlite3.connect(address, uri=True)


def _clock(file: Path) -> Finding:
    now = dt.datetime.now(dt.UTC)
    if doubt := clock.doubt(file, now):
        mend = "Set the clock. If it is right, the next article that is added ends this."
        return Finding("Clock", "fault", doubt, mend)
    return Finding("Clock", "ok", f"{now:%Y-%m-%d %H:%M} (UTC)")


def _index(home: Path) -> Finding:
    """Hold record and index against each other, where no process has them open."""
    from rag.probe import probe
    from rag.seal import Seal

    if not (home / "record.sqlite").exists():
        return Finding("Index", "ok", "none yet: it is made when it is first needed")
    if shutil.disk_usage(home).free < _NO_SPACE:  # Chroma writes when it opens what it is to read
        return Finding("Index", "note", "not looked at: the disk is full", "Make room, then look again.")
    lock = filelock.FileLock(home / "lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        return Finding("Index", "ok", "looked after by the process that uses the library")
    except OSError as error:
        return Finding("Index", "note", f"not looked at ({error.strerror})")
    try:
        wanted = _passages(home / "record.sqlite")
        state = Seal(home / "index").state()
        there = set() if state == "new" else probe(home / "index") if state != "damaged" else None
    except sqlite3.DatabaseError as error:
        return Finding("Index", "note", f"not looked at: the record cannot be read ({error})")
    finally:
        lock.release()
    if there == wanted:
        return Finding("Index", "ok", f"{passages(len(wanted))}, as in the record")
    found = "it is damaged" if there is None else f"it lacks {len(wanted - there)} of {passages(len(wanted))}"
    if there is not None and there > wanted:
        extra = len(there - wanted)
        return Finding("Index", "ok", f"{passages(len(wanted))}, and {extra} to sweep when it is opened")
    if state == "new":
        mend = "It is made when it is first needed; pullquote reindex does it now."
        return Finding("Index", "note", "there is none", mend)
    return Finding("Index", "fault", found, "Run pullquote reindex. What needs the index next does it too.")


def passages(count: int) -> str:
    """How many, in words."""
    return f"{count} passage{'s' * (count != 1)}"


def _passages(file: Path) -> set[str]:
    with closing(_opened(file)) as db:
        return {":".join(map(str, row)) for row in db.execute("SELECT article, version, number FROM passages")}


def _owner(home: Path) -> Finding:
    found = owner.read(home)
    if found is None:
        return Finding("Library in use", "ok", "by nobody")
    if found.url is None:
        mend = "Commands work again when it has ended. If it is gone already, they work now."
        return Finding("Library in use", "note", f"by {found}", mend)
    from ui.client import Client

    client = Client(found.url, found.key)
    try:
        if client.answers():
            return Finding("Library in use", "ok", f"by {found}, which answers at {found.url}")
    finally:
        client.close()
    mend = "If that process is gone, any command puts this right; else end it."
    return Finding("Library in use", "note", f"{found} does not answer at {found.url}", mend)


def _processor() -> Finding:
    try:
        flags = set(Path("/proc/cpuinfo").read_text(encoding="utf-8").split())
    except OSError:
        return Finding("Processor", "ok", f"{os.cpu_count()} cores")
    used = [feature for feature in _CPU_FEATURES if feature in flags]
    return Finding("Processor", "ok", f"{os.cpu_count()} cores; the models use {', '.join(used) or 'no vector units'}")


def _tracing() -> Finding:
    on = [name for name in _TRACING if os.environ.get(name, "").lower() in ("1", "true")]
    if on:
        detail = f"{on[0]} is on: what language models and your own chains are given is sent to LangSmith"
        return Finding("Tracing", "note", detail, f"Unset {on[0]} to keep everything on this machine.")
    return Finding("Tracing", "ok", "off: nothing is sent anywhere")


def _models(settings: Settings) -> Finding:
    from rag.embed import load_embedder
    from rag.reader.read import Reader

    try:
        embedder = load_embedder(settings)
        embedder.embed(["Does it work?"])
        Reader().model.read("Does it work?", ["It works."])
    except (PullquoteError, OSError, ValueError, RuntimeError) as error:
        return Finding("Models", "fault", f"{type(error).__name__}: {error}", "Install Pullquote again.")
    return Finding("Models", "ok", f"the reader and {embedder.name} are loaded")


def _answerer(settings: Settings) -> Finding:
    if settings.answerer == READER:
        return Finding("Answerer", "ok", "the built-in reader: nothing needs to be reached")
    from rag.writer.providers import require, split
    from rag.writer.reach import survey

    try:
        provider, _ = split(settings.answerer)
        require(settings.answerer)
    except PullquoteError as error:
        return Finding(
            "Answerer", "fault", str(error), "Do that, or unset PULLQUOTE_ANSWERER to let the reader answer."
        )
    found = next((one for one in survey(settings) if one.provider == provider), None)
    if found is None or found.reachable:
        return Finding("Answerer", "ok", f"{settings.answerer}" + (" is reachable" if found else ""))
    mend = "Until that is mended, the reader answers in its place." if found.reachable is False else f"{found.why}."
    return Finding("Answerer", "note", f"{settings.answerer} is not reachable: {found.why}", mend)
