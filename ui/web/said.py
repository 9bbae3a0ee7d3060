"""What the program says from its depths, in the language of the interface: refusals, reasons of verdicts, errors.

These are made far from any page, in English. Here each is known by its template, "{0} is empty.", and put into the
language that is spoken, with the values in their places.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from ui.web.language import ENGLISH, spoken

_FILES = Path(__file__).parent / "languages" / "said"
_PLACE = re.compile(r"{(\d)}")


def said(text: str) -> str:
    """``text`` in the language that is spoken; as it is where no template has it."""
    language = spoken()
    if language == ENGLISH:
        return text
    if plain := templates(language).get(text):
        return plain
    for pattern, translated in _patterns(language):
        if found := pattern.fullmatch(text):
            return translated.format(*map(said, found.groups()))
    return text


@cache
def templates(language: str) -> dict[str, str]:
    """All templates of a language by their English ones; none for English."""
    file = _FILES / f"{language}.json"
    return json.loads(file.read_text(encoding="utf-8")) if language != ENGLISH else {}


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """What each template with values matches, the one with most words of its own first."""
    named = {english: words for english, words in templates(language).items() if _PLACE.search(english)}
    ordered = sorted(named, key=lambda english: -len(_PLACE.sub("", english)))
    return [
        (re.compile("(.*?)".join(map(re.escape, _PLACE.split(english)[::2])), re.DOTALL), named[english])
        for english in ordered
    ]
