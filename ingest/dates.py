"""Read the dates that news pages print."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from collections.abc import Sequence

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

CLOCK = re.compile(r"\W*\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?\W*", re.IGNORECASE)
"""A text that is a time of day and nothing else."""

Moment = dt.date | dt.datetime
"""A day, or a time of a day, in the time zone that was given with it."""

_FIRST_YEAR = 1600
_ISO_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_MAIL_DATE = re.compile(r"(?:[A-Z][a-z]{2},\s+)?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}")  # RFC 5322
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


def read_moment(text: str) -> Moment | None:
    """Read a machine's or a page's date: with time and time zone where they are given, else as :func:`read_date`."""
    text = text.strip()
    if iso := _ISO_TIME.match(text):
        zone = (iso.group(3) or "").upper().replace("Z", "+00:00")
        try:
            moment = dt.datetime.fromisoformat(f"{iso.group(1)}T{iso.group(2)}{zone}")
            return moment if moment.year >= _FIRST_YEAR else None  # year 1 stands for "not set"
        except ValueError:
            return None
    if _MAIL_DATE.match(text):
        try:
            return email.utils.parsedate_to_datetime(text)
        except ValueError:
            return None
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return dt.datetime.fromtimestamp(int(text[:10]), dt.UTC)
    return read_date(text)


def agree(declared: Moment | None, printed: Sequence[str]) -> Moment | None:
    """Settle what the machine-readable date says with what readers see.

    Pages often declare the time in UTC, where the day may already be the next one: the day that is printed counts.
    Without a declared date the first printed one does.

    Args:
        declared: such as from JSON-LD.
        printed: short texts near the headline that may hold dates.
    """
    if declared is None:
        return next((found for text in printed if (found := read_date(text))), None)
    if not isinstance(declared, dt.datetime):
        return declared
    shown = [_UPDATED.sub("", text) for text in printed]
    neighbor = declared.date() + dt.timedelta(days=-1 if declared.hour < 12 else 1)
    if any(_mentions(text, neighbor) for text in shown) and not any(_mentions(text, declared) for text in shown):
        return neighbor
    return declared


def updated(printed: Sequence[str]) -> dt.date | None:
    """The first day that is printed as that of an update."""
    found = (_UPDATED_ON.search(text) for text in printed)
    return next((read_date(match.group("date")) for match in found if match), None)


_UPDATED_ON = re.compile(r"\b(?:updated|modified)\b[^\d]{0,20}?" + DATE, re.IGNORECASE)
_UPDATED = re.compile(r"updated[^;|]*(?:;|\||$)", re.IGNORECASE)


def _mentions(text: str, that_day: dt.date) -> bool:
    month = _MONTHS[that_day.month - 1]
    words = rf"\b{month}[a-z]*\.?\s+0?{that_day.day}\b|\b0?{that_day.day}(?:st|nd|rd|th)?\s+{month}"
    numbers = (
        rf"{that_day:%Y-%m-%d}|\b0?{that_day.month}/0?{that_day.day}/|\b0?{that_day.day}[./]0?{that_day.month}[./]"
    )
    return bool(re.search(f"{words}|{numbers}", text, re.IGNORECASE))


def day(moment: Moment | None) -> dt.date | None:
    """The day of a moment, in its own time zone."""
    return moment.date() if isinstance(moment, dt.datetime) else moment


def time_of(moment: Moment | None) -> dt.datetime | None:
    """The moment, when it has a time of day."""
    return moment if isinstance(moment, dt.datetime) else None
