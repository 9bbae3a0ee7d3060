"""Numbers in a text, in digits or words, with their units and bounds; and whether one follows from others."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rag.cite.days import day_places

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "dozen": 12.0,
}  # fmt: skip
_VAGUE = {"tens": 10.0, "dozens": 12.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9}
_PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "tenth": 1 / 10}
_CURRENCIES = {
    "$": "dollar", "us$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "dollar": "dollar",
    "euro": "euro", "pound": "pound", "yen": "yen", "rupee": "rupee", "yuan": "yuan", "ruble": "ruble",
    "rouble": "ruble", "franc": "franc", "krona": "krona", "krone": "krone", "kronor": "krona", "kroner": "krone",
}  # fmt: skip
_ORDINALS = {
    word: value
    for value, word in enumerate("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 3)
}
_ABOVE = r"over|more\sthan|above|exceeding|upwards\sof|in\sexcess\sof|at\sleast|no\sfewer\sthan|not\sless\sthan|beyond"
_BELOW = r"under|less\sthan|fewer\sthan|below|up\sto|at\smost|no\smore\sthan|nearly|almost|just\sshort\sof|within"
_ABOUT = r"about|around|roughly|some|approximately|an\sestimated|estimated|close\sto|circa"
_WORD = rf"(?:{'|'.join([*_TENS])})(?:[-\s](?:{'|'.join(list(_SMALL)[1:10])}))?|{'|'.join(list(_SMALL)[::-1])}"
_SCALE = r"(?:hundred|thousand|million|billion|trillion)"
_NUMBER = re.compile(
    rf"""(?<![\w.,/])(?<!\d[-–:])(?:(?P<bound>(?P<above>{_ABOVE})|(?P<below>{_BELOW})|(?P<about>{_ABOUT}))\s(?:the\s|a\s)?)?
    (?:
        (?P<vague>tens|dozens|hundreds|thousands|millions|billions)
        (?:\sof\s(?P<vaguescale>thousands|millions|billions|trillions))?
      | (?P<many>a|one|two|three|four|nine)?[-\s]?(?P<part>half|third|quarter|fifth|sixth|tenth)s?(?=[-,.\s]|$)
      | (?P<place>fourth|seventh|eighth|ninth|eleventh|twelfth)
      | (?P<clock>\d{{1,2}})(?:[:.](?P<minute>\d\d))?\s?(?P<noon>[ap]\.?m\b\.?)
      | (?P<clock24>\d{{1,2}}):(?P<minute24>\d\d)(?!\d)
      | (?P<score>\d+[-–]\d+)(?![\d%]|\s?(?:percent|million|billion|per\scent))
      | (?P<money>[$€£¥₹]|US\$)?(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
        (?P<ordinal>(?:st|nd|rd|th)\b)?(?P<plus>\+)?(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|bn|mn|tn|m\b|k\b))?
      | (?P<words>(?:(?:an?\s)?{_SCALE}|{_WORD})(?:[\s-](?:and\s)?(?:{_SCALE}|{_WORD}))*)
    )
    (?P<percent>\s?%|[\s-](?:percent|per\scent|percentage\spoints?)\b)?(?![\w])
    (?:[\s-](?P<noun>[^\W\d_][\w’'-]*))?""",
    re.VERBOSE | re.IGNORECASE,
)


_SPLIT = re.compile(r"\b(\d{1,3}(?:,(?= \d{3}\b)|\.)) (?=\d)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    Attributes:
        start: of its words, bound included.
        end: behind its unit.
        text: the words.
        value: 50 for "over 50"; for "tens of billions" the least that it can mean.
        bound: ``=``, ``>`` (over), ``<`` (under), ``~`` (about), or ``x`` for an order of magnitude ("dozens").
        unit: ``%``, ``points`` (of percentage), ``clock`` (minutes after midnight), ``ordinal``, ``score``, ``part``,
            or empty.
        currency: by its name in the singular, or empty where none is given.
    """

    start: int
    end: int
    text: str
    value: float
    bound: str = "="
    unit: str = ""
    currency: str = ""


def numbers_in(text: str) -> list[Number]:
    """Find the numbers of a text but for years, days of a month, and the word "one", which seldom counts anything."""
    taken = {at for start, end in day_places(text) for at in range(start, end)}
    found = (_number(match) for match in _NUMBER.finditer(text) if match.start() not in taken)
    return [number for number in found if number]


def numbers_read(text: str) -> list[Number]:
    """The numbers of an article's text, those among them too that a space splits: "10, 000" or "2. 4", as PDFs have it.

    Places of the latter are those in the text with the spaces taken out.
    """
    joined = _SPLIT.sub(r"\1", text)
    found = numbers_in(text)
    return found if joined == text else [*found, *numbers_in(joined)]


def follows(number: Number, others: Iterable[Number]) -> bool:
    """Whether a number is among others or follows from one of them: "50+" from "over 50", "over 40" from "52"."""
    return any(_from(number, other) for other in others)


def _from(number: Number, other: Number) -> bool:
    if number.currency and other.currency and number.currency != other.currency:
        return False
    if {number.unit, other.unit} == {"part", "%"}:
        number, other = (replace(n, value=100 * n.value, unit="%") if n.unit == "part" else n for n in (number, other))
    if number.unit != other.unit and "part" not in {number.unit, other.unit} and number.unit and other.unit:
        return False
    if number.unit != other.unit and {number.unit, other.unit} & {"%", "points", "clock", "score", "ordinal"}:
        return False
    same = math.isclose(number.value, other.value, rel_tol=1e-9)
    if number.bound == "x" or other.bound == "x":
        return (
            same
            if number.bound == other.bound
            else number.bound == "x" and number.value <= other.value < 100 * number.value
        )
    if same:
        return not (number.bound in "<>" and other.bound in "<>" and number.bound != other.bound)
    if number.bound == ">":
        return other.bound in "=>~" and 0.5 * other.value <= number.value < other.value
    if number.bound == "<":
        return other.bound in "=<~" and other.value < number.value <= 2 * other.value
    return number.bound == "~" and math.isclose(number.value, other.value, rel_tol=0.06)


def _number(match: re.Match[str]) -> Number | None:
    found = _value(match)
    if found is None:
        return None
    value, unit = found
    noun = _CURRENCIES.get((match["noun"] or "").lower().removesuffix("s"), "")
    end = (
        match.end("percent")
        if match["percent"]
        else match.end("noun")
        if noun
        else match.end("noun") - len(match["noun"]) - 1
        if match["noun"]
        else match.end()
    )
    bound = ">" if match["above"] or match["plus"] else "<" if match["below"] else "~" if match["about"] else "="
    if match["vague"]:
        bound = "x"
    if match["percent"]:
        unit = "points" if "point" in match["percent"].lower() else "%"
    currency = _CURRENCIES.get((match["money"] or "").lower()) or noun
    return Number(match.start(), end, match.string[match.start() : end], value, bound, unit, currency)


def _value(match: re.Match[str]) -> tuple[float, str] | None:
    """The value and the unit of what was matched; None for words that only look like a number."""
    if match["vague"]:
        scale = _VAGUE[match["vaguescale"].lower()] if match["vaguescale"] in _VAGUE else 1.0
        return _VAGUE[match["vague"].lower()] * scale, ""
    if match["part"]:
        many = (match["many"] or "a").lower()
        if match["part"].lower() in _ORDINALS and not match["many"]:
            return float(_ORDINALS[match["part"].lower()]), "ordinal"
        return (_SMALL.get(many, 1)) * _PARTS[match["part"].lower()], "part"
    if match["place"]:
        return float(_ORDINALS[match["place"].lower()]), "ordinal"
    if match["clock"] or match["clock24"]:
        hour, minute = int(match["clock"] or match["clock24"]), int(match["minute"] or match["minute24"] or 0)
        half = 12 * 60 if match["noon"] and match["noon"].lower().startswith("p") and hour != 12 else 0
        return float(hour * 60 + minute + half), "clock"
    if match["score"]:
        left, right = re.split("[-–]", match["score"])
        return float(left) * 1000 + float(right), "score"
    if match["digits"]:
        value = float(match["digits"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1.0)
        return value, "ordinal" if match["ordinal"] else ""
    return _from_words(match["words"])


def _from_words(words: str) -> tuple[float, str] | None:
    total = current = 0.0
    parts = [word for word in re.split(r"[\s-]+", words.lower()) if word != "and"]
    if parts == ["one"]:
        return None
    for word in parts:
        if word in _SMALL or word in _TENS:
            current += _SMALL.get(word, 0) or _TENS.get(word, 0)
        elif word in {"a", "an"}:
            current = 1
        elif word == "hundred":
            current = (current or 1) * 100
        else:
            total += (current or 1) * _SCALES[word]
            current = 0
    return total + current, ""
