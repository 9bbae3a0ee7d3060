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
    from rag.settings import VARIABLES, Settings, without_password

    settings = Settings.from_environment()
    rows = [
        {
            "setting": name,
            "value": None if (value := getattr(settings, name)) is None else without_password(str(value)),
            "from": _origin(variable),
            "variable": variable,
        }
        for name, variable in VARIABLES.items()
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        show(f"{row['setting']:10} {row['value'] or 'built-in'}")
        show(f"           {row['from']}; {row['variable']} sets it", style="dim")


def _origin(variable: str) -> str:
    from dotenv import dotenv_values

    value = os.environ.get(variable)
    if not value:
        return "default"
    return ".env" if dotenv_values(ENV_FILE).get(variable) == value else "environment"
