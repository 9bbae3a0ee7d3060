"""What the commands print, and the codes that they end with."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import typer

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import Console

    from ui.schemas import Difference

_Request = TypeVar("_Request", bound="BaseModel")
ANSWERED, FAILED, USAGE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes."""

ENV_FILE = Path(".env")
"""In the working directory: adds to the environment."""
AS_JSON = typer.Option("--json", help="Print JSON.")
ANSWERER = typer.Option(help="Who answers: reader, or provider:model. Default: PULLQUOTE_ANSWERER, or the reader.")

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def is_terminal(stream: TextIO) -> bool:
    """Whether a person reads along: at a terminal, or where ``FORCE_COLOR`` says so."""
    return stream.isatty() or bool(os.environ.get("FORCE_COLOR"))


def console(errors: bool = False) -> Console:
    """A terminal, where lines are not broken by force: standard output, or standard error."""
    from rich.console import Console  # only a terminal waits for it

    return Console(stderr=errors, soft_wrap=True, highlight=False)


def printable(text: str) -> str:
    """Text without control characters: those of an article could steer the terminal."""
    return _CONTROL.sub("", text)


def show(text: str, style: str | None = None, end: str = "\n") -> None:
    """Print text as it is, without control characters."""
    _write(text, style, end, errors=False)


def show_changes(found: Difference, around: int | None = None) -> None:
    """Print what changed between two versions: [-taken out-], {+put in+}.

    Args:
        found: the runs of words.
        around: words to show before and behind each change; all of the text when left out.
    """
    for place, change in enumerate(found.changes):
        if change.old == change.new:
            last = place == len(found.changes) - 1
            show(change.old if around is None else _shortened(change.old, around, first=place == 0, last=last), end="")
            continue
        if change.old:
            show(f" [-{change.old.strip()}-]", style="red", end="")
        if change.new:
            show(f" {{+{change.new.strip()}+}}", style="green", end="")
    show("")


def _shortened(text: str, around: int, first: bool, last: bool) -> str:
    """Unchanged words, without those that are far from a change."""
    words = text.split()
    head, tail = ([] if first else words[:around]), ([] if last else words[-around:])
    if len(head) + len(tail) >= len(words):
        return text
    return f"{' ' * bool(head)}{' '.join(head)} … {' '.join(tail)}"


def say(text: str, style: str | None = None) -> None:
    """Print a line about the work itself on standard error."""
    _write(text, style, "\n", errors=True)


def _write(text: str, style: str | None, end: str, errors: bool) -> None:
    stream = sys.stderr if errors else sys.stdout
    if is_terminal(stream):
        console(errors).print(printable(text), style=style, markup=False, end=end)
    else:
        stream.write(printable(text) + end)


def made(kind: type[_Request], **fields: object) -> _Request:
    """A request with these fields; where one is too long or empty, that is a usage error."""
    from pydantic import ValidationError

    try:
        return kind(**fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise typer.BadParameter(f"{first['loc'][0]}: {first['msg']}.") from None


def say_error(error: Exception) -> None:
    """Say on standard error what went wrong."""
    say(f"pullquote: {error}", style="red")


@contextmanager
def busy(doing: str) -> Iterator[None]:
    """Show on a terminal what is being done, while the block runs."""
    with console(errors=True).status(doing) if is_terminal(sys.stderr) else nullcontext():
        yield


@contextmanager
def counting(total: int) -> Iterator[Callable[[], None]]:
    """Show on a terminal how many of ``total`` things are done, how fast, and the time left, while the block runs.

    Yields:
        What to call for each thing that is done.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]:.1f} a second")
    columns = (BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    shown = console(errors=True)
    began = time.monotonic()
    off, same = total < 2 or not shown.is_terminal, sys.stdout.isatty()  # lines in a file stay there
    with Progress(*columns, console=shown, transient=True, disable=off, redirect_stdout=same) as bar:
        task = bar.add_task("", total=total, rate=0.0)

        def count() -> None:
            done = bar.tasks[0].completed + 1
            at_least = max(total, int(done))  # a web address may turn out to be a feed of many
            bar.update(task, completed=done, total=at_least, rate=done / max(time.monotonic() - began, 1e-9))

        yield count


def print_json(fields: Mapping[str, object]) -> None:
    """Print an object as indented JSON, with the number of the format."""
    from ui.schemas.base import FORMAT

    sys.stdout.write(json.dumps({"format": FORMAT, **fields}, ensure_ascii=False, indent=2) + "\n")


def print_model(model: BaseModel) -> None:
    """Print a model as indented JSON."""
    print_json(model.model_dump(mode="json"))
