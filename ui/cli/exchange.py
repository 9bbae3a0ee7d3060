"""``pullquote export``, ``import`` and ``reindex``: the library as a whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TextIO

import typer

from rag.errors import UnreadableSource
from ui.cli.output import console, say


def export(
    file: Annotated[Path | None, typer.Argument(help="Where to; standard output when left out.")] = None,
) -> None:
    """Write all versions of all articles as lines of JSON.

    Examples:
        pullquote export library.jsonl

        pullquote export | gzip > library.jsonl.gz
    """
    from ui.connect import connect

    with connect() as library:
        if file is None:
            count = _write(library.export(), sys.stdout)
        else:
            whole = file.exists() and not file.is_file()  # a device or a pipe is written to, not replaced
            new = file if whole else file.with_name(f"{file.name}.new")
            with new.open("w", encoding="utf-8", newline="\n") as out:
                count = _write(library.export(), out)
            new.replace(file)
    say(f"{count} version{'s' * (count != 1)} written.")


def _write(lines: Iterator[str], out: TextIO) -> int:
    count = 0
    for line in lines:
        out.write(f"{line}\n")
        count += 1
    return count


def import_(
    file: Annotated[Path | None, typer.Argument(help="An export; standard input when left out.")] = None,
) -> None:
    """Store the articles of an export that are not in the library yet.

    Examples:
        pullquote import library.jsonl
    """
    from ui.connect import connect

    with connect() as library:
        if file is None:
            count = library.import_(sys.stdin).count
        else:
            try:
                with file.open(encoding="utf-8", newline="\n") as lines:
                    count = library.import_(lines).count
            except UnicodeDecodeError as error:
                raise UnreadableSource(f"{file} cannot be read: it is not UTF-8.") from error
    say(f"{count} version{'s' * (count != 1)} added.")


def reindex() -> None:
    """Make all vectors anew, from the stored texts.

    Examples:
        pullquote reindex
    """
    from rich.progress import Progress

    from ui.connect import connect

    shown = console(errors=True)
    with connect() as library, Progress(console=shown, transient=True, disable=not shown.is_terminal) as bar:
        task = bar.add_task("reindexing", total=None)
        count = library.reindex(lambda done, total: bar.update(task, completed=done, total=total)).count
    say(f"{count} passage{'s' * (count != 1)} indexed.")
