"""``pullquote feedback``: what people said of answers, as eval cases."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def feedback(
    file: Annotated[Path | None, typer.Argument(help="Where to write them. Default: standard output.")] = None,
) -> None:
    """Turn feedback into eval cases: a line of JSON each, for “pullquote eval FILE”.

    Examples:
        pullquote feedback cases.jsonl
    """
    from ui.connect import connect

    with connect() as library:
        found = library.eval_cases()
    text = "".join(f"{case.model_dump_json()}\n" for case in found.cases)
    if file:
        file.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    left_out = f"; {found.left_out} left out: without a right answer, or their articles were deleted"
    said = f"{len(found.cases)} case{'s' * (len(found.cases) != 1)}{left_out if found.left_out else ''}"
    typer.echo(said, err=True)
