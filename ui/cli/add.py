"""``pullquote add`` and ``pullquote extract``: sources in."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from rag.errors import SourceError
from ui.cli.output import AS_JSON, FAILED, INTERRUPTED, busy, counting, made, print_json, say, say_error, show

if TYPE_CHECKING:
    from ui.connect import Library
    from ui.schemas import Added


def add(
    sources: Annotated[
        list[str],
        typer.Argument(help="Files, folders, web addresses, feeds; - reads pasted text from standard input."),
    ],
    glob: Annotated[str, typer.Option(help="Which files of a folder, such as '*.html'.")] = "**/*",
) -> None:
    """Add articles to the library.

    Exit code: 0 all are there, 1 at least one failed (the reasons stand at the end), 130 stopped by Ctrl-C; the same
    command again goes on where it was.

    Examples:
        pullquote add article.html notes.pdf folder/

        pullquote add https://example.org/story.html

        pullquote add archive/ --glob '**/*.html'

        pullquote add - < article.txt
    """
    import ingest
    from ui.connect import connect

    failed: list[SourceError] = []
    done, total = 0, 0
    try:
        with connect() as library:
            if "-" in sources:
                _add_typed(library, failed)
            with busy("Looking for the articles in folders, lists and feeds…"):
                found, unread = ingest.expand_all((source for source in sources if source != "-"), glob=glob)
            failed += unread
            total = len(found)
            with counting(len(found)) as count, closing(library.add_many(found)) as added:
                for one in added:
                    if isinstance(one, SourceError):
                        failed.append(one)
                    else:
                        _say_added(one)
                    count()
                    done += 1
    except KeyboardInterrupt:
        _say_failed(failed)
        so_far = f" after {done} of {total}" if total else ""
        say(f"Stopped{so_far}. What was added stays; the same command goes on where it was.")
        raise typer.Exit(INTERRUPTED) from None
    _say_failed(failed)
    if failed:
        raise typer.Exit(FAILED)


def _say_failed(failed: list[SourceError]) -> None:
    for error in failed:
        say_error(error)


def _add_typed(library: Library, failed: list[SourceError]) -> None:
    from ingest.extract import LARGEST_TEXT
    from ui.schemas import AddRequest

    try:
        _say_added(library.add(made(AddRequest, text=sys.stdin.read(LARGEST_TEXT + 1))))
    except SourceError as error:
        failed.append(error)


def extract(
    source: Annotated[str, typer.Argument(help="A file or a web address; - reads standard input.")],
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:
    """Show what would be stored of a source, and what would be left out and why; store nothing.

    Examples:
        pullquote extract article.html

        pullquote extract https://example.org/story.html --json
    """
    import ingest
    from ingest.extract import LARGEST_FILE

    if source == "-":  # no more is read than it takes to see that it is too much
        draft = ingest.extract_bytes(sys.stdin.buffer.read(LARGEST_FILE + 1), "stdin")
    else:
        draft = ingest.extract(source)
    if as_json:
        print_json(ingest.to_dict(draft))
        return
    for name in ("title", "publisher", "authors", "published", "modified", "language"):
        value = getattr(draft, name)
        shown = ", ".join(value) if isinstance(value, tuple) else value
        show(f"{name}: {shown or 'unknown'}")
    show(f"\n{draft.text}")
    if draft.dropped:
        show("\nleft out:", style="dim")
    for dropped in draft.dropped:
        show(f"{dropped.reason}: {' '.join(dropped.text.split())}", style="dim")


def _say_added(added: Added) -> None:
    remark = f"  {added.remark}" if added.remark else ""
    show(f"{added.outcome}: {added.article.title}  [{added.article.id}]{remark}")
