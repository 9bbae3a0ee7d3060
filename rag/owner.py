"""Who owns a library directory: a file beside the lock, so that other processes can name the owner or ask it."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = "owner.json"


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that owns a library.

    Attributes:
        pid: its number.
        command: what was called, such as ``pullquote serve``.
        url: where it answers over HTTP; None when it does not.
        key: what lets the user who owns the directory in there; only they can read the file.
    """

    pid: int
    command: str = ""
    url: str | None = None
    key: str | None = None

    def __str__(self) -> str:
        return f"process {self.pid}" + (f" ({self.command})" if self.command else "")


def this_process(url: str | None = None, key: str | None = None) -> Owner:
    """This process as an owner."""
    name = Path(sys.argv[0]).name if sys.argv else ""
    command = " ".join([name, *sys.argv[1:2]]) if name == "pullquote" else name
    return Owner(os.getpid(), command, url, key)


def write(home: Path, owner: Owner) -> None:
    """Say who owns ``home``; the file appears whole, and only its user can read it."""
    new = home / f"{_FILE}.new"
    new.unlink(missing_ok=True)
    new.touch(0o600)
    new.write_text(json.dumps(asdict(owner)), encoding="utf-8")
    new.replace(home / _FILE)


def read(home: Path) -> Owner | None:
    """Who owns ``home``, as far as that is written down; after a crash it may be a process that is gone."""
    try:
        return Owner(**json.loads((home / _FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def forget(home: Path) -> None:
    """Nobody owns ``home`` any more."""
    (home / _FILE).unlink(missing_ok=True)
