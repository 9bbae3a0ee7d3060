"""Which articles may answer: the chips of the page as a scope, and a scope in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rag.errors import NotInLibrary
from rag.types import Scope
from ui.web.article_pane import day
from ui.web.language import _

if TYPE_CHECKING:
    from rag.library import Library

Chip = dict[str, Any]
"""A ``kind`` (article, publisher, since or until), a ``key`` (an id, a name, an ISO day), a ``label``, how it is
removed in words, and whether a question ``said`` it."""


def scope_of(chips: Iterable[Mapping[str, Any]]) -> Scope:
    """Read chips as a scope; what is no chip is left out.

    Args:
        chips: each has a ``kind`` and a ``key`` at least.
    """
    keys: dict[str, list[str]] = {"article": [], "publisher": [], "since": [], "until": []}
    for chip in chips:
        keys.get(str(chip.get("kind")), []).append(str(chip.get("key")))
    since, until = (next(filter(None, map(_day, keys[end])), None) for end in ("since", "until"))
    return Scope(tuple(keys["article"]), tuple(keys["publisher"]), since, until)


def chips_of(scope: Scope, chosen: Scope, library: Library) -> list[Chip]:
    """Write a scope as chips; those that a person did not choose are marked as said by a question.

    Args:
        scope: what is asked.
        chosen: the part of it that a person chose.
        library: has the titles of articles.
    """
    chips = [
        _chip(
            "article",
            key,
            _("Only: {title}", title=_title(key, library) or _("a deleted article")),
            key in chosen.articles,
        )
        for key in scope.articles
    ]
    chips += [_chip("publisher", name, name, name in chosen.publishers) for name in scope.publishers]
    if scope.since:
        label = _("From {day}", day=day(scope.since))
        chips.append(_chip("since", scope.since.isoformat(), label, scope.since == chosen.since))
    if scope.until:
        label = _("Until {day}", day=day(scope.until))
        chips.append(_chip("until", scope.until.isoformat(), label, scope.until == chosen.until))
    return chips


def _chip(kind: str, key: str, label: str, chosen: bool) -> Chip:
    return {"kind": kind, "key": key, "label": label, "remove": _("Remove: {label}", label=label), "said": not chosen}


def in_words(scope: Scope, library: Library) -> str:
    """Say a scope: ``The Post, from 3 March 2025``; empty for the whole library."""
    titles = [_title(article, library) for article in scope.articles[:2]]
    parts = [f"“{title}”" if title else _("a deleted article") for title in titles]
    if len(scope.articles) > len(parts):
        parts.append(_("{count} more", count=len(scope.articles) - len(parts)))
    parts += scope.publishers
    if scope.since and scope.since == scope.until:
        return ", ".join([*parts, day(scope.since)])
    parts += [_("from {day}", day=day(scope.since))] if scope.since else []
    parts += [_("until {day}", day=day(scope.until))] if scope.until else []
    return ", ".join(parts)


def _title(article_id: str, library: Library) -> str | None:
    try:
        return library.article(article_id).title
    except NotInLibrary:
        return None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
