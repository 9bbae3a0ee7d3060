"""A capital or a seat of government that acts stands for its country: "Kyiv signed" means that Ukraine did."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.cite.names import names_in
from rag.cite.places import country, seat

_HOUSES = {"white house": "United States", "downing street": "United Kingdom"}
_AS_A_PLACE = re.compile(
    r"\b(?:in|at|from|near|to|into|through|of|around|outside|inside|across|between|and|over|for|towards?|"
    r"visit\w*|leav\w+|left|reach\w*|enter\w*|hit|str(?:ike|uck)\w*|attack\w*|bomb\w*|shell\w*)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_AS_A_PARTY = re.compile(
    r"\b(?:accords?|agreements?|arguments?|conflicts?|deals?|differences?|disputes?|feuds?|negotiations?|pacts?|quarrels?|"
    r"relations?|relationships?|rifts?|rows?|talks?|tensions?|ties|treaty|treaties|truces?|wars?)\s+between\s+"
    r"(?:the\s+)?(?:[\w.’'-]+\s+(?:[\w.’'-]+\s+)?and\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_BEFORE = 60
"""Characters before a name that are looked at, so that the time is linear in the length of a text."""
_ARTICLE = re.compile(r"\bthe\s+$", re.IGNORECASE)


def by_country(statement: str) -> list[str]:
    """The statement with the countries that its capitals stand for, and with those of its seats of government too.

    Empty where none stands for one. Behind "in", "from", "visited" and the like a capital is a place, and stays; in
    "the talks between Moscow and Kyiv" it is none.
    """
    told = [capitals_as_countries(statement), _exchanged(statement, _of_any_seat)]
    return [words for words in dict.fromkeys(told) if words != statement]


def capitals_as_countries(text: str) -> str:
    """The text with the countries that its capitals stand for."""
    return _exchanged(text, _of_capital)


def _of_capital(name: str) -> str | None:
    return None if country(name) else seat(name)


def _of_any_seat(name: str) -> str | None:
    return _HOUSES.get(name.lower()) or _of_capital(name)


def _exchanged(statement: str, seat_of: Callable[[str], str | None]) -> str:
    told, end = "", 0
    for name in names_in(statement):
        meant = seat_of(name.text)
        if meant and not _is_place(statement, name.start):
            told += _ARTICLE.sub("", statement[end : name.start]) + (f"the {meant}" if " " in meant else meant)
            end = name.end
    return told + statement[end:]


def _is_place(statement: str, start: int) -> bool:
    """Whether the capital that starts there is a place, by the words before it."""
    first = max(0, start - _BEFORE)
    is_behind = _AS_A_PLACE.search(statement, first, start)
    return bool(is_behind) and not _AS_A_PARTY.search(statement, first, start)
