"""Days in words, and the days that news text means by "Thursday" or "yesterday"."""

from __future__ import annotations

import datetime as dt
import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RELATIVE = re.compile(
    r"\b(?:(?P<last>last |next )?(?P<weekday>" + "|".join(WEEKDAYS) + r")|(?P<near>today|yesterday|tomorrow|tonight))\b"
    r"(?!['’]s\b)(?!,? \(?(?:[A-Z][a-z]{2,8}\.? \d|\d{1,2} [A-Z]))",
    re.IGNORECASE,
)
_NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def long_day(day: dt.date) -> str:
    """A day as news readers write it: ``20 February 2025``."""
    return f"{day.day} {day:%B %Y}"


def with_dates(text: str, published: dt.date | None) -> str:
    """Put the date behind every relative day: "on Thursday" becomes "on Thursday (20 February 2025)".

    A bare weekday in news is the latest one up to the day of publishing; where the sentence looks ahead ("next",
    "will … on") it is left alone, because the text does not tell which week.
    """
    if published is None:
        return text

    def dated(found: re.Match[str]) -> str:
        day = _day_meant(found, text, published)
        return f"{found[0]} ({long_day(day)})" if day else found[0]

    return _RELATIVE.sub(dated, text)


def _day_meant(found: re.Match[str], text: str, published: dt.date) -> dt.date | None:
    if found["near"]:
        return published + dt.timedelta(days=_NEAR[found["near"].lower()])
    if found["last"] or re.search(
        r"\b(?:will|would|shall|is to|are to|due|until|by)\b", text[: found.start()], re.IGNORECASE
    ):
        return None
    back = (published.weekday() - WEEKDAYS.index(found["weekday"].lower())) % 7
    return published - dt.timedelta(days=back)
