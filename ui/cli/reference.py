"""The page of the docs that lists every command: ``python -m ui.cli.reference FILE`` writes it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from ui.cli import app
from ui.cli.manual import divided

_HEAD = """# Commands

This page is generated from the program: `pullquote COMMAND --help` shows the same.

Every command takes the library from `PULLQUOTE_HOME`, or else from your data directory. Where `pullquote serve` owns
that library, commands ask the server. With `--json`, objects carry `format`, a number that is raised only when a field
is taken away or changes its meaning.

| exit code | meaning |
|---|---|
| 0 | done, answered |
| 1 | a failure; standard error says what happened and what to do |
| 2 | a usage error |
| 3 | the articles do not say; a quote or a draft does not hold |
| 130 | stopped by Ctrl-C |

`pullquote --install-completion` lets your shell complete commands and options.
"""


def page() -> str:
    """The whole page, as Markdown."""
    return _HEAD + "".join(_commands(typer.main.get_command(app), "pullquote"))


def _commands(group: Any, above: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{above} {name}")
        else:
            yield f"\n## {above} {name}\n\n{_help(command.help or '')}\n{_parameters(command.params)}"


def _help(text: str) -> str:
    """The help as Markdown; what stands under "Examples:" becomes a block of commands."""
    words, lines = divided(text)
    block = "\n```sh\n" + "\n".join(lines) + "\n```\n" if lines else ""
    return _escaped(words) + "\n" + block


def _parameters(parameters: list[Any]) -> str:
    rows = [_row(parameter) for parameter in parameters if parameter.name != "help"]
    if not rows:
        return ""
    return "\n| argument or option | | default |\n|---|---|---|\n" + "".join(rows)


def _row(parameter: Any) -> str:
    is_option = parameter.param_type_name == "option"
    flags = [*parameter.opts, *parameter.secondary_opts] if is_option else [parameter.name.upper()]
    names = ", ".join(f"`{flag}`" for flag in flags)
    default = parameter.default
    shown = f"`{default}`" if default not in (None, False, True, []) and not callable(default) else ""
    if parameter.required:
        shown = "needed"
    return f"| {names} | {_escaped(parameter.help or '')} | {shown} |\n"


def _escaped(text: str) -> str:
    return re.sub(r"([|<>*_\[\]{}])", r"\\\1", text)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
