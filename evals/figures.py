"""The measured tables of the documentation: each is printed by a command and filled in between two marks.

A page marks the place of a table with the comments ``<!-- figures: NAME -->`` and ``<!-- end of figures -->``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rag.errors import PullquoteError


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; the first column is text, the others are numbers."""
    lines = [header, ["---", *("---:" for _ in header[1:])], *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def fill(page: Path, name: str, table: str) -> None:
    """Put a table in its place on a page.

    Args:
        page: a Markdown file.
        name: of the place.
        table: what goes there.

    Raises:
        PullquoteError: the page has no place of that name.
    """
    text = page.read_text(encoding="utf-8")
    place = re.compile(rf"(<!-- figures: {re.escape(name)} -->\n).*?(<!-- end of figures -->)", re.DOTALL)
    filled, count = place.subn(lambda found: f"{found[1]}\n{table}\n\n{found[2]}", text)
    if not count:
        raise PullquoteError(f"{page} has no place for the figures “{name}”.")
    page.write_text(filled, encoding="utf-8")
