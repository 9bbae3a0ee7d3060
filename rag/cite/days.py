"""Days, months and years in a text, and whether one follows from others given the day of publishing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rag.dates import WEEKDAYS

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    r"(?P<month{n}>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Febr?|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_WEEKDAY = "|".join(day.capitalize() for day in WEEKDAYS)
_YEAR = r"(?:1[5-9]|20)\d\d"
_COUNTED = r"%|percent|people|men|women|kilomet|met|miles|tons|tonnes|lit|feet|signatures|houses|homes"
_DAY = re.compile(
    rf"""\b(?:
        (?P<iso>(?P<isoyear>\d{{4}})-(?P<isomonth>\d\d)-(?P<isoday>\d\d))
      | (?:(?P<weekday1>{_WEEKDAY}),?\s\(?)?{_MONTH.format(n=1)}\s(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:|,\d{{3}})
        (?:,?\s(?P<year1>{_YEAR}))?
      | (?:(?P<weekday2>{_WEEKDAY}),?\s\(?)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s{_MONTH.format(n=2)}
        (?:,?\s(?P<year2>{_YEAR}))?
      | {_MONTH.format(n=3)}(?:\sof)?,?\s(?P<year3>{_YEAR})
      | (?P<weekday4>{_WEEKDAY})
      | (?P<near>today|yesterday|tomorrow|tonight)
      | (?<!\d[.,])(?<![$€£\#])(?P<year5>{_YEAR})(?![\d,.]\d|\s?(?:{_COUNTED}))
      | (?<=[a-z]\s){_MONTH.format(n=6)}
    )\b""",
    re.VERBOSE,
)


_FIELDS = ("year", "month", "day", "weekday")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year as far as a text gives it."""

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


def day_places(text: str) -> list[tuple[int, int]]:
    """Where the days, months and years of a text stand."""
    return [match.span() for match in _DAY.finditer(text)]


def days_in(text: str, published: dt.date | None = None) -> list[Day]:
    """Find the days of a text; with the day of publishing, "Thursday" and "yesterday" get their date.

    A bare weekday is taken to be within the week before publishing, so the one after it stays a weekday alone.
    """
    return [_day(match, published) for match in _DAY.finditer(text)]


def day_follows(day: Day, others: Iterable[Day], published: dt.date | None = None) -> bool:
    """Whether a day is among others as far as both are given, or is the day of publishing itself."""
    known = (
        [*others, Day(0, 0, "", published.year, published.month, published.day, published.weekday())]
        if published
        else others
    )
    agreeing = [other for other in known if _agree(day, other, published)]
    if any(all(getattr(other, f) is not None for f in _FIELDS if getattr(day, f) is not None) for other in agreeing):
        return True
    if not agreeing or any(_clash(day, other) for other in known):
        return False
    # What nothing that agrees gives is made up: "Friday, 22 August 2022" does not follow from "Friday".
    given = [f for f in ("year", "month", "day") if getattr(day, f) is not None]
    return all(any(getattr(other, f) is not None for other in agreeing) or f in _implied(published) for f in given)


def _implied(published: dt.date | None) -> tuple[str, ...]:
    """The parts of a date that an article leaves to its reader: the year, where it has a date itself."""
    return ("year",) if published else ()


def _clash(day: Day, other: Day) -> bool:
    """Whether two days share one field and differ in another."""
    pairs = [(getattr(day, f), getattr(other, f)) for f in ("year", "month", "day")]
    both = [(one, two) for one, two in pairs if one is not None and two is not None]
    return any(one == two for one, two in both) and any(one != two for one, two in both)


def _agree(day: Day, other: Day, published: dt.date | None) -> bool:
    shared = int(day.text.lower() == other.text.lower())
    for field in _FIELDS:
        one, two = getattr(day, field), getattr(other, field)
        if one is not None and two is not None:
            if one != two:
                return False
            shared += 1
    if shared == 0 or (day.day is not None and other.day is None and day.weekday is None):
        return False
    return not (day.year is not None and other.year is None and published and abs(day.year - published.year) > 1)


def _day(match: re.Match[str], published: dt.date | None) -> Day:
    groups = match.groupdict()

    def first(name: str) -> str | None:
        return next((groups[f"{name}{n}"] for n in range(1, 8) if groups.get(f"{name}{n}")), None)

    found = Day(*match.span(), match.group())
    if match["iso"]:
        return replace(found, year=int(match["isoyear"]), month=int(match["isomonth"]), day=int(match["isoday"]))
    if match["near"]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(match["near"], 0)
        return _dated(found, published + dt.timedelta(days=shift)) if published else found
    month, day, year, weekday = first("month"), first("day"), first("year"), first("weekday")
    if weekday and not day:
        number = WEEKDAYS.index(weekday.lower())
        if published is None:
            return replace(found, weekday=number)
        return _dated(found, published - dt.timedelta(days=(published.weekday() - number) % 7))
    return replace(
        found,
        year=int(year) if year else None,
        month=next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(month.lower()[:3])) if month else None,
        day=int(day) if day else None,
        weekday=WEEKDAYS.index(weekday.lower()) if weekday else None,
    )


def _dated(found: Day, day: dt.date) -> Day:
    return replace(found, year=day.year, month=day.month, day=day.day, weekday=day.weekday())
