"""What the log says of an error that nobody foresaw: its kind and its place in the code, never the data at hand."""

from __future__ import annotations

import traceback
from pathlib import PurePath


def place(error: BaseException) -> str:
    """Name an error by its kind and the lines that it came through.

    Its message is left out: it may hold words of an article, of a question, or a key.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{'/'.join(PurePath(frame.filename).parts[-3:])}:{frame.lineno}" for frame in frames]
    caused = error.__cause__ or error.__context__
    return f"{type(error).__name__} at {' > '.join(lines)}" + (f"; from {place(caused)}" if caused else "")
