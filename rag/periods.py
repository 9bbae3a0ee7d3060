"""Stretches of days in the words of a question: "last week", "since Monday", "in March 2025"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from rag.dates import WEEKDAYS

MONTHS = tuple(dt.date(2000, month, 1).strftime("%B").lower() for month in range(1, 13))
_MONTH = "|".join(MONTHS)
_DAY = (
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTH})(?:,? \d{{4}})?"
    rf"|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,? \d{{4}})?|(?:{_MONTH})(?: \d{{4}})?"
    rf"|(?:last )?(?:{'|'.join(WEEKDAYS)})|today|yesterday|(?:last|this) (?:week|month|year)|(?:19|20)\d\d)"
).replace(" ", r"\ ")
_ANY = re.compile(rf"\d|day|week|month|year|{_MONTH}", re.IGNORECASE)
"""Something of this stands in the words of every stretch of days."""


@cache
def _period() -> re.Pattern[str]:
    """The words of a stretch of days; compiled when it is first needed, which takes longer than all else here."""
    return re.compile(
        rf"""
        \b(?:
          (?:(?P<between>between)|(?P<from>from)|(?P<how>since|until|before|in|on|of|during))\ (?P<day>{_DAY})
            (?(how)|(?:\ (?:and|to|until)\ (?P<last>{_DAY}))?)  # each copy of these alternatives takes long to compile
            (?(between)(?(last)|(?!)))
        | (?:in|over|during|within)\ the\ (?:last|past)\ (?P<count>\d{{1,3}})\ (?P<unit>day|week|month)s?
        | (?:(?:in|over|during)\ the\ )?past\ (?P<past>week|month|year)
        | (?P<near>(?:last|this)\ (?:week|month|year)|today|yesterday)
        )\b(?!['’]s)
        """,
        re.IGNORECASE | re.VERBOSE,
    )


_NEAR = re.compile(r"(?:last|this) (?:week|month|year)|today|yesterday", re.IGNORECASE)
_UNTIL, _DURING = ("until", "before"), ("in", "on", "of", "during")
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days and the words that name it.

    Attributes:
        since: the first day; None for an open beginning.
        until: the last day; None for an open end.
        start, end: of the words in the text, in characters.
        near: whether it is counted from the day of asking, or open towards it.
    """

    since: dt.date | None
    until: dt.date | None
    start: int
    end: int
    near: bool


def period_in(text: str, today: dt.date) -> Period | None:
    """The first stretch of days that a text names; None without one, and for days that do not exist."""
    found = _ANY.search(text) and _period().search(text)
    if not found:
        return None
    try:
        days = _days(found, today)
    except ValueError:
        return None
    how = (found["how"] or "").lower()
    near = not (found["last"] or how in _UNTIL or (how in _DURING and not _NEAR.fullmatch(found["day"])))
    return Period(*days, found.start(), found.end(), near)


def _days(found: re.Match[str], today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    how = (found["how"] or "").lower()
    if found["last"]:
        return _stretch(found["day"], today)[0], _stretch(found["last"], today)[1]
    if found["from"] or how == "since":
        return _stretch(found["day"], today)[0], None
    if how in _UNTIL:
        return None, _stretch(found["day"], today)[0] - dt.timedelta(days=how == "before")
    if found["count"]:
        return today - dt.timedelta(days=int(found["count"]) * _DAYS[found["unit"].lower()]), today
    if found["past"]:
        return today - dt.timedelta(days=_DAYS[found["past"].lower()]), today
    return _stretch(found["near"] or found["day"], today)


def _stretch(words: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of one day, month, year, or week; raises ValueError for a day that does not exist."""
    words = " ".join(words.lower().replace(",", " ").split())
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        return (day := dt.date.fromisoformat(words)), day
    if re.fullmatch(r"\d{4}", words):
        return dt.date(int(words), 1, 1), dt.date(int(words), 12, 31)
    if (name := words.removeprefix("last ")) in WEEKDAYS:
        back = (today.weekday() - WEEKDAYS.index(name)) % 7 or (7 if name != words else 0)
        return (day := today - dt.timedelta(days=back)), day
    if words in ("today", "yesterday"):
        return (day := today - dt.timedelta(days=words == "yesterday")), day
    if words.endswith(("week", "month", "year")):
        return _around(words.split()[1], today, before=words.startswith("last"))
    return _stated(words, today)


def _around(unit: str, today: dt.date, before: bool) -> tuple[dt.date, dt.date]:
    """This week, month or year, or the one before."""
    if unit == "week":
        monday = today - dt.timedelta(days=today.weekday() + 7 * before)
        return monday, monday + dt.timedelta(days=6)
    if unit == "year":
        year = today.year - before
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    return _month(today.year, today.month) if not before else _month_of(today.replace(day=1) - dt.timedelta(days=1))


def _stated(words: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """A day or a month by its name; without a year, the latest one that has begun."""
    month = MONTHS.index(next(word for word in words.split() if word in MONTHS)) + 1
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    year = next((number for number in numbers if number > 31), None)
    day = next((number for number in numbers if number <= 31), None)
    begun = dt.date(year or today.year, month, day or 1)
    if year is None and begun > today:
        begun = begun.replace(year=today.year - 1)
    return (begun, begun) if day else _month_of(begun)


def _month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    return _month(day.year, day.month)


def _month(year: int, month: int) -> tuple[dt.date, dt.date]:
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, 1), after - dt.timedelta(days=1)
