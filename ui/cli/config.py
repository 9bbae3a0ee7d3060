"""``pullquote config``: what the settings are, and where each came from."""

from __future__ import annotations

import os
from typing import Annotated

from ui.cli.output import AS_JSON, ENV_FILE, print_json, show


def config(as_json: Annotated[bool, AS_JSON] = False) -> None:
    """Show every setting, its value, and where it came from.

    Examples:
        PULLQUOTE_HOME=~/news pullquote config
    """
    from rag.settings import VARIABLES, Settings
    from ui.observe import VARIABLE as OBSERVE

    settings = Settings.from_environment()
    rows = [_row(name, getattr(settings, name), variable) for name, variable in VARIABLES.items()]
    rows.append(_row("observe", os.environ.get(OBSERVE) or "nothing", OBSERVE))
    if as_json:
        print_json({"settings": rows})
        return
    for row in rows:
        show(f"{row['setting']:17}{row['value'] or 'built-in'}")
        show(f"{'':17}{row['from']}; {row['variable']} sets it", style="dim")


def _row(name: str, value: object, variable: str) -> dict[str, str | None]:
    from rag.settings import without_password

    if isinstance(value, bool):
        value = "show" if value else "hide"
    shown = None if value is None else without_password(str(value)) if name.endswith("_url") else str(value)
    return {"setting": name, "value": shown, "from": _origin(variable), "variable": variable}


def _origin(variable: str) -> str:
    from dotenv import dotenv_values

    value = os.environ.get(variable)
    if not value:
        return "default"
    return ".env" if dotenv_values(ENV_FILE).get(variable) == value else "environment"
