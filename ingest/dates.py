"""Read the dates that news pages print."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_ZONE = r"(?:Z|\(?[A-Z]{2,4}\b\)?|[+-]\d{2}:?\d{2})"
_TIME = rf"(?:T|,?\s+(?:at\s+)?)\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}}(?:\.\d+)?)?\s*(?:[ap]\.?m\b\.?)?\s*{_ZONE}?"
_LONG_DATE = rf"{_WEEKDAY}(?:{_MONTH}\s+{_DAY}|{_DAY}\s+{_MONTH}),?\s+\d{{4}}"

DATE = rf"(?P<date>\d{{4}}-\d{{2}}-\d{{2}}|{_LONG_DATE})(?:{_TIME})?"
"""A day as news pages print it, perhaps with a time of day behind it; the day is the group ``date``. Ignores case."""

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORDS = re.compile(
    rf"(?:(?P<month>{_MONTH})\s+(?P<day>\d+)|(?P<day2>\d+)\w*\s+(?P<month2>{_MONTH}))\D*(?P<year>\d{{4}})", re.I
)


def read_date(text: str) -> dt.date | None:
    """Read the first day in ``text``: ISO 8601, ``February 20, 2025`` or ``20 Feb 2025``; None when there is none.

    A day whose order cannot be known (``02/03/2025``) is not read.
    """
    try:
        if iso := _ISO.search(text):
            return dt.date(*(int(part) for part in iso.groups()))
        if words := _WORDS.search(text):
            month = (words.group("month") or words.group("month2"))[:3].lower()
            day = words.group("day") or words.group("day2")
            return dt.date(int(words.group("year")), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None  # such as February 30
    return None
