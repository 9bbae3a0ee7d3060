"""``pullquote models``: which language models can answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from ui.cli.output import AS_JSON, print_json, show

if TYPE_CHECKING:
    from rag.writer.reach import Reach

_SHOWN = 5


def models(as_json: Annotated[bool, AS_JSON] = False) -> None:
    """List the providers of language models: what is installed, which keys are set, who answers.

    Providers with a key, and those on this machine, are asked for their models.

    Examples:
        pullquote models
    """
    from rag.settings import READER, Settings, without_password
    from rag.writer.reach import survey

    settings = Settings.from_environment()
    seen = survey(settings)
    if as_json:
        print_json({"providers": [asdict(one) for one in seen]})
        return
    show(f"Answers now: {settings.answerer}", style="bold")
    if settings.answerer != READER and settings.model_url:
        show(f"    at {without_password(settings.model_url)}", style="dim")
    for one in seen:
        show(f"{one.provider:<10} {_state(one)}")


def _state(one: Reach) -> str:
    if not one.installed:
        return f"not installed: pip install 'pullquote[{one.provider}]'"
    if one.provider == "gguf" and not one.chosen:
        return "ready: name a file as gguf:PATH"
    if one.reachable:
        more = f" and {len(one.models) - _SHOWN} more" if len(one.models) > _SHOWN else ""
        return "reachable" + (f": {', '.join(one.models[:_SHOWN])}{more}" if one.models else "")
    return f"{'not configured' if one.reachable is None else 'not reachable'}: {one.why}"
