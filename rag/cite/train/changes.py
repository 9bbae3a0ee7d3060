"""False statements out of true ones by one small change, as in FactCC (Kryściński et al. 2020)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from rag.cite.names import names_in
from rag.cite.numbers import numbers_in
from rag.cite.train.pairs import Label, Pair

_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|did|does|do|may|might|should)\b(?!\s+not)"
)
_NEGATED = re.compile(r"\s+not\b|n['’]t\b")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_CALENDAR = re.compile(r"\b(" + "|".join(_DAYS + _MONTHS) + r")\b")
_SURER = {"may": "will", "might": "will", "could": "will", "plans to": "will", "is expected to": "will"}
_CERTAINTY = re.compile(r"\b(will|" + "|".join(_SURER) + r")\b(?!\s+not)")
_OPPOSITES = {
    one: other
    for pair in (
        "more less", "more fewer", "rose fell", "rise fall", "increased decreased", "increase decrease", "won lost",
        "first last", "before after", "largest smallest", "highest lowest", "accepted rejected", "supported opposed",
        "opened closed", "bought sold", "joined left", "north south", "east west", "above below", "up down",
        "agreed refused", "found lost", "began ended", "allowed banned", "higher lower", "older younger",
    )
    for one, other in (pair.split(), reversed(pair.split()))
}  # fmt: skip
_OPPOSITE = re.compile(r"\b(" + "|".join(_OPPOSITES) + r")\b")
Change = Callable[[Pair, random.Random], str | None]


def changed(pair: Pair, rng: random.Random) -> Pair | None:
    """A supported pair made false by one change of its statement; None when no change fits.

    A negation, which nearly always fits, mostly stands back for the others.
    """
    plenty = rng.random() < 0.3
    order = sorted(CHANGES, key=lambda change: (change is negation and not plenty, rng.random()))
    for change in order:
        statement = change(pair, rng)
        if statement and statement != pair.hypothesis:
            return replace(
                pair,
                hypothesis=statement,
                label=Label.NOT_SUPPORTED if change in UNCLEAR else Label.CONTRADICTED,
                source=f"{pair.source}, {change.__name__}",
            )
    return None


def carried(pair: Pair, made: Pair) -> Pair | None:
    """The changed statement with the same change made in the text, which supports it again; None where it has not it.

    Without such pairs a network learns what a statement that was tampered with looks like, and not to hold it against
    the text (the symmetric pairs of Schuster et al. 2019).

    Args:
        pair: supported.
        made: ``pair`` with another word, number or name in its statement.
    """
    old, new = pair.hypothesis.split(), made.hypothesis.split()
    before = _shared(old, new)
    after = _shared(old[before:][::-1], new[before:][::-1])
    out, put = (" ".join(words[before : len(words) - after]).strip(".,;:!?\"'") for words in (old, new))
    whole = re.compile(rf"(?<!\w){re.escape(out)}(?!\w)")
    if not out or not put or not whole.search(pair.premise) or put in pair.premise:
        return None
    premise = whole.sub(lambda _: put, pair.premise)
    return replace(pair, premise=premise, hypothesis=made.hypothesis, source=f"{made.source}, carried")


def _shared(one: list[str], other: list[str]) -> int:
    """How many words two lists begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def other_number(pair: Pair, rng: random.Random) -> str | None:
    """Another number, from the text where it has one that the statement has not."""
    numbers = [number for number in numbers_in(pair.hypothesis) if re.search(r"\d", number.text)]
    if not numbers:
        return None
    chosen = rng.choice(numbers)
    digits = re.search(r"\d[\d,.]*\d|\d", chosen.text)
    if not digits:
        return None
    said = {number.value for number in numbers_in(pair.hypothesis)}
    there = [n.text for n in numbers_in(pair.premise) if n.value not in said and re.fullmatch(r"[\d,.]+", n.text)]
    other = rng.choice(there) if there else str(int(chosen.value) + rng.choice((1, 2, 3, 10)))
    start = chosen.start + digits.start()
    return pair.hypothesis[:start] + other + pair.hypothesis[start + len(digits.group()) :]


def other_name(pair: Pair, rng: random.Random) -> str | None:
    """Another name of the text: also another speaker, when the statement says who spoke."""
    names = names_in(pair.hypothesis)
    there = sorted({n.text for n in names_in(pair.premise)} - {n.text for n in names})
    there = [name for name in there if not any(name in n.text or n.text in name for n in names)]
    if not names or not there:
        return None
    chosen = rng.choice(names)
    return pair.hypothesis[: chosen.start] + rng.choice(there) + pair.hypothesis[chosen.end :]


def negation(pair: Pair, rng: random.Random) -> str | None:
    """The opposite: "not" put in or taken out."""
    if _NEGATED.search(pair.hypothesis):
        return _NEGATED.sub("", pair.hypothesis, count=1)
    found = _AUXILIARY.search(pair.hypothesis)
    return f"{pair.hypothesis[: found.end()]} not{pair.hypothesis[found.end() :]}" if found else None


def other_day(pair: Pair, rng: random.Random) -> str | None:
    """Another day of the week, or another month."""
    found = _CALENDAR.search(pair.hypothesis)
    if not found:
        return None
    among = _DAYS if found[0] in _DAYS else _MONTHS
    other = rng.choice([name for name in among if name != found[0]])
    return pair.hypothesis[: found.start()] + other + pair.hypothesis[found.end() :]


def certainty(pair: Pair, rng: random.Random) -> str | None:
    """What may happen as what will, and the other way round."""
    found = _CERTAINTY.search(pair.hypothesis)
    if not found:
        return None
    other = _SURER.get(found[0], "may")
    return pair.hypothesis[: found.start()] + other + pair.hypothesis[found.end() :]


def opposite(pair: Pair, rng: random.Random) -> str | None:
    """A word by its opposite."""
    found = _OPPOSITE.search(pair.hypothesis)
    if not found:
        return None
    return pair.hypothesis[: found.start()] + _OPPOSITES[found[0]] + pair.hypothesis[found.end() :]


def swapped(pair: Pair, rng: random.Random) -> str | None:
    """Two names in each other's place: who did what to whom."""
    names = names_in(pair.hypothesis)
    if len(names) < 2:
        return None
    one, other = names[0], names[1]
    between = pair.hypothesis[one.end : other.start]
    if re.fullmatch(r"\W*(?:and|or|with)?\W*", between) or one.text == other.text:
        return None
    return pair.hypothesis[: one.start] + other.text + between + one.text + pair.hypothesis[other.end :]


CHANGES: tuple[Change, ...] = (other_number, other_name, negation, other_day, certainty, opposite, swapped)
"""Every change, each with its name in a pair's ``source``."""
UNCLEAR = (other_name, certainty, swapped)
"""Changes after which the text may deny the statement or just not say it."""
