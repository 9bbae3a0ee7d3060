"""Which models can be used: what is installed, which keys are set, who answers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx

from rag.settings import READER, Settings
from rag.writer.providers import PROVIDERS, Provider, installed, split

_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Reach:
    """A provider as seen from here.

    Attributes:
        provider: its name.
        chosen: the model of it that answers questions; empty when another answerer is chosen.
        installed: whether its package is there.
        key: the environment variable of its key; None where no key is needed.
        has_key: whether that variable is set.
        reachable: whether it answered; None when it was not asked, for want of a key or a file.
        why: in words, when it did not answer or was not asked.
        models: the names that it offers.
    """

    provider: str
    chosen: str
    installed: bool
    key: str | None
    has_key: bool
    reachable: bool | None
    why: str = ""
    models: tuple[str, ...] = ()


def survey(settings: Settings) -> Iterator[Reach]:
    """Look at every provider; those with a key, and those on this machine, are asked for their models."""
    chosen, model = ("", "") if settings.answerer == READER else split(settings.answerer)
    for provider in PROVIDERS.values():
        mine = model if provider.name == chosen else ""
        if provider.name == "gguf":
            yield _file(provider, mine)
        else:
            yield _asked(provider, mine, settings.model_url if mine else None)


def _file(provider: Provider, model: str) -> Reach:
    there = Path(model).expanduser().is_file() if model else None
    why = f"there is no file {model}" if there is False else ""
    return Reach(provider.name, model, installed(provider), None, False, there, why)


def _asked(provider: Provider, model: str, url: str | None) -> Reach:
    key = os.environ.get(provider.key or "", "")
    seen = Reach(provider.name, model, installed(provider), provider.key, bool(key), None)
    if provider.key and not key and not url:
        return replace(seen, why=f"set {provider.key}")
    try:
        models = _list(provider, url or _address(provider), key)
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        why = "it refuses the key" if status in (401, 403) else f"it answers with status {status}"
        return replace(seen, reachable=False, why=why)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return replace(seen, reachable=False, why="nobody answers there")
    return replace(seen, reachable=True, models=models)


def _address(provider: Provider) -> str:
    named = os.environ.get(provider.address_variable or "", "") or provider.url
    return named if "://" in named else f"http://{named}"


def _list(provider: Provider, url: str, key: str) -> tuple[str, ...]:
    headers = {"x-api-key": key, "x-goog-api-key": key, "anthropic-version": "2023-06-01"} if key else {}
    wanted = {"anthropic": ("x-api-key", "anthropic-version"), "google": ("x-goog-api-key",)}.get(provider.name, ())
    sent = {name: headers[name] for name in wanted if name in headers}
    if key and not wanted:
        sent["Authorization"] = f"Bearer {key}"
    response = httpx.get(url.rstrip("/") + provider.listing, headers=sent, timeout=_SECONDS)
    response.raise_for_status()
    body = response.json()
    return tuple(sorted(filter(None, map(_name, body.get("data") or body.get("models") or []))))


def _name(model: dict[str, Any]) -> str:
    return str(model.get("id") or model.get("name") or "").removeprefix("models/")
