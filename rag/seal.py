"""Checksums of the index's vector files: damage is noticed before Chroma reads them.

Chroma reads its vector files (HNSW) without checking them: where some are missing it answers from what is left, and
where they hold garbage it may end the process. So their checksums stand in a file beside the index, written whenever
they have changed. SQLite notices damage to its own files itself.
"""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from typing import Any, Literal

State = Literal["new", "sound", "unsure", "damaged"]
"""``unsure``: the files have changed since, but the process that used them was killed and may have done that."""
_PART = 1 << 20  # bytes read at once
_MOST = 300_000_000  # bytes that are read again whenever they have changed


class Seal:
    """The checksums of one index.

    Args:
        index: the directory; the checksums are in a file beside it, of the same name and ``.seal``.
    """

    def __init__(self, index: Path) -> None:
        self._index = index
        self._file = index.with_name(f"{index.name}.seal")
        self._kept = self._read()

    def state(self) -> State:
        """What the files are like, by their checksums."""
        if not (self._index / "chroma.sqlite3").exists():
            return "new"
        if not self._kept:
            return "unsure"
        if {name: facts[2] for name, facts in self._now({}).items()} == {
            name: facts[2] for name, facts in self._kept["files"].items()
        }:
            return "sound"
        return "damaged" if self._kept["closed"] else "unsure"

    def keep(self, *, closed: bool) -> None:
        """Write the checksums down, if anything has changed; of many bytes only when nobody writes any more.

        Until then they are older than the files, and those are tried out after a crash.

        Args:
            closed: nobody writes the files any more.
        """
        if not closed and self._kept.get("closed") is False and self._size() > _MOST:
            return
        kept = {"closed": closed, "files": self._now(self._kept.get("files", {}))}
        if kept == self._kept:
            return
        new = self._file.with_name(f"{self._file.name}.new")
        with new.open("w", encoding="utf-8") as out:
            json.dump(kept, out)
            out.flush()
            os.fsync(out.fileno())
        new.replace(self._file)
        self._kept = kept

    def forget(self) -> None:
        """There are no files any more."""
        self._file.unlink(missing_ok=True)
        self._kept = {}

    def _size(self) -> int:
        return sum(file.stat().st_size for file in self._index.glob("*/*"))

    def _now(self, before: dict[str, list[int]]) -> dict[str, list[int]]:
        """Size, time of change and checksum of every vector file; unchanged ones are not read again."""
        found = {}
        for file in sorted(self._index.glob("*/*")):
            facts = file.stat()
            name, size, changed = file.relative_to(self._index).as_posix(), facts.st_size, facts.st_mtime_ns
            known = before.get(name)
            found[name] = known if known and known[:2] == [size, changed] else [size, changed, _checksum(file)]
        return found

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            return kept if isinstance(kept["files"], dict) and isinstance(kept["closed"], bool) else {}
        except (OSError, ValueError, TypeError, KeyError):
            return {}


def _checksum(file: Path) -> int:
    found = 0
    with file.open("rb") as data:
        while part := data.read(_PART):
            found = zlib.crc32(part, found)
    return found
