"""Files with one JSON object a line, gzipped or not: the form of every labeled set."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from rag.errors import SuiteError

Made = TypeVar("Made")


def read_lines(path: Path, make: Callable[[dict[str, Any]], Made], what: str) -> Iterator[Made]:
    """Read a file, gzipped when its name ends in ``.gz``; blank lines are passed over.

    Args:
        path: the file.
        make: turns an object into what is wanted; raises what a wrong field raises.
        what: names a line that is as it should be, as in “a question with id and answers”.

    Raises:
        SuiteError: the file cannot be read, or names the line that is wrong.
    """
    number = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):  # noqa: B007 - named when a line is wrong
                if line.strip():
                    yield make(json.loads(line))
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise SuiteError(f"{path} cannot be read: {error}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SuiteError(f"{path.name}, line {number}: not {what} ({error!r}).") from error
