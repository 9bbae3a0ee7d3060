"""``pullquote check``: a draft held against the library."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.output import AS_JSON, made, print_json, show

if TYPE_CHECKING:
    from ui.schemas import CheckedSentence

NOT_SUPPORTED = 3
"""Exit code when at least one sentence is not supported."""


def check(
    file: Annotated[str, typer.Argument(help="A text file; - reads standard input.")],
    article: Annotated[
        list[str] | None, typer.Option(help="Hold it against this article only (its id); may be repeated.")
    ] = None,
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:
    """Hold a draft against the library, sentence by sentence.

    Exit code: 0 every sentence is supported, 3 at least one is not, 1 failure.

    Examples:
        pullquote check draft.txt

        pullquote check - --json < draft.txt
    """
    from ui.connect import connect
    from ui.schemas import DraftRequest

    request = made(DraftRequest, text=_read(file), articles=article or [])
    with connect() as library:
        checks = []
        for found in library.check_draft(request):
            checks.append(found)
            if not as_json:
                _print(found)
    if as_json:
        print_json({"sentences": [found.model_dump(mode="json") for found in checks]})
    if any(found.verdict != "supported" for found in checks):
        raise typer.Exit(NOT_SUPPORTED)


def _read(file: str) -> str:
    from ingest.decode import decode
    from rag.errors import UnreadableSource

    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UnreadableSource(f"{file} cannot be read ({error.strerror}).") from error
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableSource(f"{file} is not a text file. Save the draft as plain text.")
    return decode(data)


def _print(found: CheckedSentence) -> None:
    color = {"supported": "green", "partly": "yellow"}.get(found.verdict, "red")
    show(f"{found.verdict:<12}{_on_one_line(found.text)}", color)
    show(f"{'':<12}{found.reason}")
    for citation in found.citations[:1]:
        show(f"{'':<12}{citation.title}: {_on_one_line(citation.quote or '')}", "dim")


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
