"""The language of the interface: English, or what a file of ``languages/`` translates it to.

As in gettext, the English text is the key: ``_("Delete")`` is "Delete", or "Eliminar". What articles and models say is
never translated.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TypeVar

COOKIE = "language"
ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "es": "Español"}
"""The languages that there are, by their code, in their own words."""

_FILES = Path(__file__).parent / "languages"
_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)
_Value = TypeVar("_Value")


def _(text: str, **values: object) -> str:
    """``text`` in the language that is spoken, with ``values`` in its braces."""
    words = translations(_spoken.get()).get(text, text)
    return words.format(**values) if values else words


def N_(text: str) -> str:  # noqa: N802 - gettext's name for it
    """``text`` as it is, marked for translation where it is shown."""
    return text


def spoken() -> str:
    """The code of the language that is spoken."""
    return _spoken.get()


@cache
def translations(language: str) -> dict[str, str]:
    """All texts of a language by their English ones; none for English."""
    file = _FILES / f"{language}.json"
    return json.loads(file.read_text(encoding="utf-8")) if language != ENGLISH else {}


def wanted(cookies: Mapping[str, str], accepted: str = "") -> str:
    """The language that a person chose, or else the first of their browser's that there is.

    Args:
        cookies: of the request.
        accepted: its header ``Accept-Language``.
    """
    codes = [cookies.get(COOKIE, ""), *(part.split(";")[0].strip()[:2].lower() for part in accepted.split(","))]
    return next((code for code in codes if code in LANGUAGES), ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def said_in(language: str, steps: Iterable[_Value]) -> Iterator[_Value]:
    """Go through ``steps``, each of which is worked out while the language is spoken.

    Gradio runs each step of a generator in a thread and a context of its own.
    """
    iterator = iter(steps)
    while True:
        with speaking(language):
            try:
                value = next(iterator)
            except StopIteration:
                return
        yield value
