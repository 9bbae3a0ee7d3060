"""An answer in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.cli.output import console, is_terminal, printable, show
from ui.wording import quoted, source

if TYPE_CHECKING:
    from ui.schemas import Answer


def show_growing(answers: Iterator[Answer]) -> Answer:
    """Print an answer, on a terminal as it grows; returns the complete one."""
    if is_terminal(sys.stdout):
        from rich.live import Live
        from rich.text import Text

        with Live(console=console(), transient=True) as live:
            for answer in answers:
                live.update(Text(printable(answer.answer)))
    else:
        *_, answer = answers
    show_answer(answer)
    return answer


def show_answer(answer: Answer) -> None:
    """Print a complete answer with its quotes."""
    if answer.notice:
        show(answer.notice, style="dim")
    if answer.prompt and not answer.refused:
        _show_written(answer)
    else:
        show(answer.answer, style="bold")
    show_quotes(answer)


def _show_written(answer: Answer) -> None:
    """Print what a model wrote; what nothing supports is struck through, and says so where the terminal cannot."""
    for statement in answer.statements:
        numbers = "".join(f" [{citation.number}]" for citation in statement.citations)
        style = {"supported": "bold", "unsupported": "strike dim"}.get(statement.verdict)
        show(f"{statement.text}{numbers}", style=style)
        if statement.verdict != "supported":
            show(f"    {statement.verdict}: {statement.why}", style="dim")
    show(f"    written by {answer.answerer}", style="dim")


def show_quotes(answer: Answer) -> None:
    """Print the quotes of an answer, each with its source."""
    for citation in answer.citations:
        label = "The closest passage" if answer.refused else f"[{citation.number}]"
        show(f"\n{label} {quoted(citation.quote or 'The article was deleted.')}")
        show(f"    {source(citation)}", style="dim")
