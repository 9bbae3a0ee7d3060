"""The type of answer that a question asks for, and answers that cannot be of it.

Expected answer types are an old step of question answering (Li and Roth 2002). A reader that has seen few questions of
a kind gives "nine meters" to "how old was he?"; such answers are set back, never put forward.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache


class AnswerType(StrEnum):
    """What a question asks for, as far as its first words tell."""

    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    MONEY = "money"
    AGE = "age"
    DURATION = "duration"
    LENGTH = "length"
    SPEED = "speed"
    SHARE = "share"
    COUNT = "count"


_COSTS = r"(?:costs?|pay|pays|paid|spend|spent|worth|price|charge[sd]?|charging|earn(?:s|ed)?|owe[sd]?|fined?)"
_ASKED = (
    (AnswerType.AGE, r"\bhow old\b|\b(?:what|which) age\b"),
    (AnswerType.SPEED, r"\bhow fast\b|\bwhat speed\b"),
    (AnswerType.LENGTH, r"\bhow (?:far|tall|high|deep|wide)\b"),
    (AnswerType.SHARE, r"\b(?:what|which) (?:percentage|per cent|percent|share|proportion)\b"),
    (AnswerType.MONEY, rf"\bhow much\b.*\b{_COSTS}\b|^(?:and )?what (?:do|does|did|will|would) .+ cost\b"),
    (AnswerType.DURATION, r"\b(?:for )?how long (?:did|does|do|will|has|have|had|would|ago|until|before)\b"),
    (AnswerType.COUNT, r"\bhow many\b"),
    (AnswerType.TIME, r"^(?:and |so |but |from |since |until |by )?when\b|\b(?:what|which) (?:year|date|day|month)\b"),
    (AnswerType.PLACE, r"^(?:and |so |but |from |to )?where\b|\b(?:what|which) (?:country|city|town|village)\b"),
    (AnswerType.PERSON, r"^(?:and |so |but )?who(?:['’]s)?\b"),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _ASKED)

_NUMBER = (
    r"(?:\d[\d,.]*|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|"
    r"half)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
    r"(?: (?:hundred|thousand|million|billion|trillion))*"
)
_MONEY = (
    r"(?:dollars?|euros?|pounds?|sterling|pence|cents?|yen|yuan|rubles?|roubles?|rupees?|francs?|pesos?|crowns?|lira|"
    r"kron(?:a|e|or)|won|dinars?|shekels?|zlotys?|reais|rand)"
)
_UNITS = {
    AnswerType.LENGTH: r"(?:(?:kilo|centi|milli)?met(?:er|re)s?|km|cm|mm|m|miles?|feet|foot|ft|inch(?:es)?|yards?)",
    AnswerType.DURATION: r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries|century)",
    AnswerType.SHARE: r"(?:%|percent|per cent|percentage points?)",
    AnswerType.SPEED: r"(?:knots?|mph|km/h|kph|(?:miles|kilomet(?:er|re)s) (?:an|per) hour)",
    AnswerType.MONEY: _MONEY,
    AnswerType.COUNT: r"(?:people|men|women|children|votes|seats|homes|houses|tons|tonnes|lit(?:er|re)s)",
}
_NUMBERED = re.compile(rf"\d|\b{_NUMBER}(?!\w)", re.IGNORECASE)
_CURRENCY = re.compile(r"(?:[$€£¥₹]|\b(?:USD|EUR|GBP)\b)\s?\d", re.IGNORECASE)
_COUNTS = re.compile(
    rf"\b{_NUMBER}\b|\b(?:no|none|nobody|nothing|both|few|several|many|most|all|dozens|hundreds|thousands|millions|"
    r"couple|handful|scores|zero|single|only|free|every)\b",
    re.IGNORECASE,
)
_AGES = re.compile(r"\b(?:\w+ties|teens?|teenage\w*|infant|baby|newborn|middle-aged|elderly)\b", re.IGNORECASE)

_MAY_BE = {
    AnswerType.PERSON: {AnswerType.COUNT},
    AnswerType.PLACE: {AnswerType.LENGTH, AnswerType.DURATION, AnswerType.COUNT},
    AnswerType.TIME: {AnswerType.DURATION},
    AnswerType.MONEY: {AnswerType.MONEY, AnswerType.SHARE},
    AnswerType.AGE: {AnswerType.DURATION},
    AnswerType.DURATION: {AnswerType.DURATION},
    AnswerType.LENGTH: {AnswerType.LENGTH, AnswerType.DURATION},
    AnswerType.SPEED: {AnswerType.SPEED, AnswerType.LENGTH},
    AnswerType.SHARE: {AnswerType.SHARE},
    AnswerType.COUNT: set(AnswerType) - {AnswerType.MONEY},
}
"""The measures that an answer of each type may be in."""
_COUNTED = frozenset(
    {AnswerType.MONEY, AnswerType.AGE, AnswerType.LENGTH, AnswerType.SPEED, AnswerType.SHARE, AnswerType.COUNT}
)


def asked_type(question: str) -> AnswerType | None:
    """The type of answer that a question asks for; None where its words leave it open."""
    asked = " ".join(question.split())
    return next((kind for kind, pattern in _PATTERNS if pattern.search(asked)), None)


def misfits(question: str, answer: str, after: str = "") -> bool:
    """Whether an answer cannot be of the type that the question asks for.

    Args:
        question: standing alone.
        answer: its words.
        after: what follows them in the text, where the unit of a number may stand.
    """
    kind = asked_type(question)
    if kind is None:
        return False
    if kind in _COUNTED and not (_COUNTS.search(answer) or (kind is AnswerType.AGE and _AGES.search(answer))):
        return True
    measured = _measures(answer, after)
    return bool(measured) and not measured & _MAY_BE[kind]


@cache
def _measured() -> dict[AnswerType, re.Pattern[str]]:
    """Numbers with each unit; compiling them takes long, and most answers have no number."""
    return {  # "%" is no word, so no boundary can follow it
        kind: re.compile(rf"\b{_NUMBER}[\s-]?{unit}(?!\w)", re.IGNORECASE) for kind, unit in _UNITS.items()
    }


def _measures(answer: str, after: str) -> set[AnswerType]:
    """The measures that an answer is in: "nine meters" is a length, also where the answer ends before the unit."""
    last_word_on = answer + after[:24] if answer and not answer[-1].isspace() else answer
    found = {
        kind
        for kind, pattern in (_measured() if _NUMBERED.search(last_word_on) else {}).items()
        if any(match.start() < len(answer) for match in pattern.finditer(last_word_on))
    }
    if _CURRENCY.search(answer):
        found.add(AnswerType.MONEY)
    return found
