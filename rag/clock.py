"""Is the clock right? “Last week” and the order of articles depend on it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

_SLACK = dt.timedelta(days=1)


def doubt(file: Path, now: dt.datetime) -> str | None:
    """What is wrong with the clock, in a sentence; None when nothing seems to be.

    A clock that is ahead cannot be told from a library that has not been used for long. What was written by it shows as
    soon as the clock is right again.

    Args:
        file: something that was written by this program before; it may be missing.
        now: what the clock says, with time zone.
    """
    try:
        written = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
    except OSError:
        return None
    if now >= written - _SLACK:
        return None
    return (
        f"The clock says {now:%Y-%m-%d %H:%M} (UTC), but {file} was written at {written:%Y-%m-%d %H:%M}: the clock is "
        "slow now, or was fast then. Questions such as “what happened last week?” may look at the wrong days."
    )
