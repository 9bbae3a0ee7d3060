"""How help is laid out: as a manual page, without rich, which takes longer to import than all that help needs."""

from __future__ import annotations

import inspect
from typing import Any

from typer.core import TyperCommand, TyperGroup


def divided(text: str) -> tuple[str, list[str]]:
    """The words of a command's help, and the lines that stand under its "Examples:"."""
    words, _, examples = inspect.cleandoc(text).partition("Examples:")
    return words.strip(), [line.strip() for line in examples.splitlines() if line.strip()]


class Page(TyperCommand):
    """A command whose examples are shown as they are typed, at the end of its help."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the words."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(divided(self.help or "")[0])

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples, each on one line."""
        with formatter.section("Examples"):
            for line in divided(self.help or "")[1]:
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


class Contents(TyperGroup):
    """A group whose commands are listed under what they are for."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write each command with the first sentence of its help."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.commands.items():
            panel = getattr(command, "rich_help_panel", None)
            title = panel if isinstance(panel, str) else "Commands"
            panels.setdefault(title, []).append((name, command.get_short_help_str(limit=1_000)))
        for title, rows in panels.items():
            with formatter.section(title):
                formatter.write_dl(rows)
