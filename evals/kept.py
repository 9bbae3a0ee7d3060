"""A result that is written part by part: what is measured stays when the run breaks off, and is not measured again."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

PARTS = "parts"


class Kept:
    """The parts of a result in a file.

    Args:
        path: the file; parts of an unfinished run with the same facts are taken over.
        facts: what is measured with what; JSON values.
    """

    def __init__(self, path: Path, facts: Mapping[str, Any]) -> None:
        self._path = path
        self.result: dict[str, Any] = {**facts, "finished": False, PARTS: {}}
        earlier = _read(path)
        if earlier.get("finished") is False and all(earlier.get(name) == value for name, value in facts.items()):
            self.result[PARTS] = earlier[PARTS]

    def part(self, name: str, measure: Callable[[], Any]) -> None:
        """Measure one part and write it, unless it is there already."""
        if name in self.result[PARTS]:
            logger.info("%s: measured before", name)
            return
        logger.info("%s", name)
        began = time.perf_counter()
        self.result[PARTS][name] = measure()
        self._write()
        logger.info("%s: done in %.0f s", name, time.perf_counter() - began)

    def finish(self) -> None:
        """Mark the run as complete: the next one measures everything anew."""
        self.result["finished"] = True
        self._write()

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_name(self._path.name + ".part")
        part.write_text(json.dumps(self.result, indent=1) + "\n", encoding="utf-8")
        part.replace(self._path)


def _read(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
