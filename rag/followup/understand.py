"""A question and the conversation before it, as a question that stands alone; without a language model.

What a question leaves out is nearly always in the last turns: a pronoun stands for the person, place or thing named
there, "why?" asks about what was just asked, and "and Macron?" asks the same of somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag import smalltalk
from rag.followup.answers import answered_with, short
from rag.followup.descriptions import named
from rag.followup.ellipsis import BARE, ELSE, MORE, WH, filled, something_else, topic
from rag.followup.mentions import DAY, Sort
from rag.followup.nouns import AUXILIARIES
from rag.followup.pronouns import PRONOUN, resolve
from rag.followup.swap import swapped
from rag.types import Question, Turn

WINDOW = 8
"""Turns that are looked at: a longer conversation costs no more."""
LONGEST = 400
"""Characters of a question or answer that are read; a longer question is taken to stand alone."""

_OPENING = re.compile(r"^(?:and|but|so|ok(?:ay)?|well|then|also|right)\b[\s,]+", re.IGNORECASE)
_MEANT = re.compile(
    r"^(?:(?:no|nope|sorry|actually|not that)[\s,.]+)*i\s+(?:meant?|was asking about|am asking about|was talking about)"
    r"\s+(?P<what>.+)$",
    re.IGNORECASE,
)
_RATHER = re.compile(r"^(?:no|nope|sorry|actually|no sorry|sorry no)[\s,.]+(?P<what>.+)$", re.IGNORECASE)
_NOT_BUT = re.compile(r"^(?:no[\s,]+)?not\s+(?P<old>[^,]+?)(?:,\s*(?:but\s+)?|\s+but\s+)(?P<what>.+)$", re.IGNORECASE)
_WHAT_NOT = re.compile(r",?\s+(?:and\s+)?not\s+[^,]+$", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"^(?:what|how)\s+about\s+(?P<what>.+)$", re.IGNORECASE)
_SAYS_ARTICLE = re.compile(
    r"^what\s+(?:does|did)\s+(?P<what>the\s+(?:first|second|third|last|other)\s+(?:article|story|report))\s+say"
    r"(?:\s+about\s+(?:it|that|this))?\W*$",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"(?<!\band)(?<!\bsince)(?<!\bby)\s+"
    r"(?:(?:back )?then|(?:(?:at|on|in) )?(?P<exactly>that (?:year|day|month|week|night)))(?=\W*$)",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"\s(?:at|in|on|during|after|before|behind|about)\s(?:the\s|an?\s)?[^?,]+$", re.IGNORECASE)
_OWNED = re.compile(r"(?:his|her|its|their)\s", re.IGNORECASE)
_NO_FRAGMENT = frozenset(["then", "now", "yes", "no", "really"])
_MOST_FRAGMENT = 4


class Kind(StrEnum):
    """How a question hung on the conversation."""

    ALONE = "alone"
    PRONOUN = "pronoun"
    ELLIPSIS = "ellipsis"
    SWAP = "swap"
    CORRECTION = "correction"
    MORE = "more"
    SMALL_TALK = "small talk"


@dataclass(frozen=True, slots=True)
class Understood:
    """The question as it is read, whether that differs from what was typed, and how it hung on the conversation."""

    text: str
    changed: bool
    kind: Kind = Kind.ALONE


def standalone(question: Question) -> Understood:
    """Make a question stand alone, from the turns before it; one that does already is left as it is.

    Only the last ``WINDOW`` turns are looked at. Each of their questions is made to stand alone by those before it, so
    that a name is carried along by "he" and "why?", and is forgotten when nothing goes back to it.
    """
    known: list[Turn] = []
    for turn in question.history[-WINDOW:]:
        if smalltalk.reply(turn.question) is None:
            earlier = " ".join(turn.question[:LONGEST].split())
            known.append(_past(Turn(earlier, turn.answer[:LONGEST]), known))
    asked = " ".join(question.text.split())
    text, kind = _read(asked, known)
    changed = text != asked
    return Understood(text, changed, kind if changed or kind is Kind.SMALL_TALK else Kind.ALONE)


def _past(turn: Turn, before: Sequence[Turn]) -> Turn:
    """A turn whose question stands alone; of "say more", what was asked before is what is talked about."""
    text, kind = _read(turn.question, before)
    more = MORE.match(_OPENING.sub("", turn.question)) if kind is Kind.MORE else None
    if more and more["what"] is None:
        return before[-1]
    return Turn(_OPENING.sub("", text), turn.answer)


def _read(asked: str, turns: Sequence[Turn]) -> tuple[str, Kind]:
    if smalltalk.reply(asked) is not None:
        return asked, Kind.SMALL_TALK
    if not turns or not asked or len(asked) > LONGEST:
        return asked, Kind.ALONE
    if (what := _corrected(asked)) is not None:
        return (_read(what, turns)[0] if _is_question(what) else swapped(turns, what)), Kind.CORRECTION
    bare = _OPENING.sub("", asked)
    if found := MORE.match(bare):
        return _more(asked, found["what"], turns), Kind.MORE
    if found := BARE.match(bare):
        return filled(found["wh"], turns[-1]), Kind.ELLIPSIS
    if found := ELSE.match(bare):
        return something_else(found, turns[-1]), Kind.ELLIPSIS
    if (what := _fragment(asked, bare)) is not None:
        return swapped(turns, what), Kind.SWAP
    return _resolved(asked, bare, turns), Kind.PRONOUN


def _corrected(asked: str) -> str | None:
    """What was meant instead, in "no, I meant Trump", "sorry, Trump" or "not Macron, Trump"."""
    if found := _MEANT.match(asked):
        return _WHAT_NOT.sub("", found["what"].strip(" ?.!"))
    if (found := _NOT_BUT.match(asked)) and len(asked.split()) <= 2 * _MOST_FRAGMENT:
        return found["what"].strip(" ?.!")
    found = _RATHER.match(asked)
    return found["what"].strip(" ?.!") if found and len(found["what"].split()) <= _MOST_FRAGMENT else None


def _is_question(text: str) -> bool:
    words = text.lower().split()
    return bool(words) and (bool(WH.match(text)) or words[0] in AUXILIARIES) and len(words) > 1


def _fragment(asked: str, bare: str) -> str | None:
    """What is asked about instead, in "and Macron?", "what about 2024?" or "Macron?"."""
    if (found := _SAYS_ARTICLE.match(bare)) or (found := _WHAT_ABOUT.match(bare)):
        return found["what"].strip(" ?.")
    what = bare.strip(" ?.!")
    words = what.split()
    if not 0 < len(words) <= _MOST_FRAGMENT or what.lower() in _NO_FRAGMENT or WH.match(what) or _is_question(what):
        return None
    if bare != asked:
        return what if not PRONOUN.match(what) or _OWNED.match(what) else None
    named = all(word[0].isupper() or word in ("the", "of", "and") for word in words)
    return what if named or DAY.fullmatch(what) else None


def _more(asked: str, about: str | None, turns: Sequence[Turn]) -> str:
    if about is None or re.fullmatch(r"that|this|it", about, re.IGNORECASE):
        return f"What does the article say about {topic(turns[-1])}?"
    resolved = resolve(about, turns)
    return asked if resolved == about else f"What does the article say about {resolved}?"


def _resolved(asked: str, bare: str, turns: Sequence[Turn]) -> str:
    """The question with its pronouns and its "then" replaced; without "and" when that was needed."""
    resolved = named(resolve(bare, turns), turns)
    if found := _THEN.search(resolved):
        when = _at_that_time(turns[-1], exactly=bool(found["exactly"]))
        resolved = resolved[: found.start()] + (when or found[0]) + resolved[found.end() :]
    return asked if resolved == bare else resolved


def _at_that_time(last: Turn, *, exactly: bool) -> str | None:
    """When "then" is: the day of the last answer, else where or when the last question plays, else what it says.

    Args:
        last: the turn before.
        exactly: only a day will do, as for "that year".
    """
    answer = answered_with(last.answer)
    if answer and answer[0].sort is Sort.DAY:
        text = answer[0].text
        return f" {text}" if re.match(r"(?:in|on|at|by|since)\s", text) else f" in {text}"
    if exactly:
        return None
    if found := _TRAILING.search(last.question.rstrip(" ?.")):
        return found[0]
    return f" ({last.question.rstrip(' ?.')}: {short(last.answer)})" if answer else None
