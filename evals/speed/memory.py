"""How much memory this process holds, and has held at most."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def memory() -> int:
    """Bytes that the process holds now; where the system does not tell, the most that it has held."""
    return _from_status("VmRSS") or _most()


def peak_memory() -> int:
    """The most bytes that the process has held.

    Linux is asked by its status file: what ``getrusage`` says there includes the process that started this one.
    """
    return _from_status("VmHWM") or _most()


def _from_status(field: str) -> int:
    if not _STATUS.exists():
        return 0
    found = re.search(rf"^{field}:\s+(\d+) kB$", _STATUS.read_text(), re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _most() -> int:
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024
