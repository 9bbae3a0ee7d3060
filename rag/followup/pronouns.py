"""Pronouns of a question, replaced by what they stand for in the turns before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.cite.roles import MODIFIERS, ROLE_NOUNS
from rag.followup.answers import answered_with, told_in
from rag.followup.binding import AUX, fits, is_explained
from rag.followup.mentions import Mention, Sort, asked_of, is_place
from rag.followup.nouns import DETERMINERS
from rag.types import Turn

_FUNCTION = (
    r"(?:about|after|again|against|alone|and|at|back|be|because|before|but|by|do|during|ever|for|from|go|have|if|in|"
    r"into|now|of|off|on|or|out|over|say|since|so|still|that|then|there|to|today|too|until|up|when|while|who|why|with)\b"
)
_OWNER_HER = rf"her(?=\s+(?!{_FUNCTION})[^\W\d_])|hers"
_GROUPS = {
    "he": re.compile(r"\b(?:(?P<owner>his)|(?P<subject>he)|(?P<object>him))\b", re.IGNORECASE),
    "she": re.compile(rf"\b(?:(?P<owner>{_OWNER_HER})|(?P<subject>she)|(?P<object>her))\b", re.IGNORECASE),
    "they": re.compile(r"\b(?:(?P<owner>their|theirs)|(?P<subject>they)|(?P<object>them))\b", re.IGNORECASE),
    "it": re.compile(r"\b(?:(?P<owner>its)|(?P<subject>it)|(?P<object>(?!)))\b", re.IGNORECASE),
}
PRONOUN = re.compile(r"\b(?:he|him|his|she|her|hers|they|them|their|theirs|it|its)\b", re.IGNORECASE)
_THERE = re.compile(r"\bthere\b(?=\W*$|\s+(?:in|on|at|before|after|now|today|any ?more|every|each)\b)", re.IGNORECASE)
_THERE_IS = re.compile(
    r"\b(?:is|are|was|were|been|be)\s+there\b(?!\W*$)|\bthere\s+(?:is|are|was|were)\b", re.IGNORECASE
)
_COUNTS = re.compile(r"^(?:how many|how much|which|what)\b.*\b(?:is|are|was|were|be) there\W*$", re.IGNORECASE)
_ASKS_WHAT = re.compile(r"^(?:who|whom|what|which)\b", re.IGNORECASE)
_SUBJECT = re.compile(rf"\b{AUX}\s+(?:the\s+)?$", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:in|at|from|near|into|on)\s+(?:the\s+)?$", re.IGNORECASE)
_ASKED_FOR = re.compile(r"^(?:how many|how much|which|what)\s+\S", re.IGNORECASE)


def resolve(asked: str, turns: Sequence[Turn]) -> str:
    """Replace the first pronoun of each kind that the question itself does not explain; the rest stay clear by it.

    Args:
        asked: the question.
        turns: the turns before it, each question standing alone; the latest last.
    """
    for kind, pattern in _GROUPS.items():
        free = [one for one in pattern.finditer(asked) if not is_explained(asked, one, kind)]
        # "Did they name them?": who "they" are is often nobody in particular; what is asked for is "them".
        found = next((one for one in free if kind == "they" and one["object"] and len(free) > 1), (*free, None)[0])
        if found and (meant := next(_antecedents(kind, asked, turns), None)):
            by = _known(meant)
            asked = asked[: found.start()] + (owner(by) if found["owner"] else by) + asked[found.end() :]
    return _resolve_there(asked, turns)


def _known(mention: Mention) -> str:
    """A mention's words as those of something that was spoken of: "nations" become "the nations"."""
    bare = mention.plural and mention.sort is Sort.THING and mention.text.islower() and len(mention.text.split()) < 3
    opens = mention.text.split()[0].lower() in DETERMINERS or mention.text[0].isdigit()
    return f"the {mention.text}" if bare and not opens else definite(mention.text)


def definite(text: str) -> str:
    """A phrase that was new when it was answered, as one that is known now: "a minerals deal", "the minerals deal"."""
    return re.sub(r"^(?:an?|the|some|any)\s+", "the ", text, flags=re.IGNORECASE)


def owner(text: str) -> str:
    """The possessive form."""
    return f"{text}’" if text.endswith("s") else f"{text}’s"


def _antecedents(kind: str, asked: str, turns: Sequence[Turn]) -> Iterator[Mention]:
    """What a pronoun can stand for, the likeliest first: turn by turn backward, those that are surely people first."""
    found = [
        m for turn in reversed(turns) for m in _of_turn(kind, turn) if definite(m.text).lower() not in asked.lower()
    ]
    if kind in ("he", "she"):
        yield from (m for m in found if m.sort is Sort.PERSON)
    yield from found
    told = [m for turn in reversed(turns) for m in told_in(turn.answer)]
    yield from (m for m in told if fits(kind, m) and definite(m.text).lower() not in asked.lower())
    if kind == "they":
        for turn in reversed(turns):
            yield from (
                m for m in _likely(turn) if m.sort in (Sort.PERSON, Sort.NAME) and definite(m.text) not in asked
            )


def _of_turn(kind: str, turn: Turn) -> Sequence[Mention]:
    if kind in ("he", "she"):
        return [m for m in _likely(turn) if fits(kind, m)]
    answer = [m for m in answered_with(turn.answer) if fits(kind, m)]
    question = [m for m in _by_salience(turn.question) if fits(kind, m)]
    asked_for = bool(_ASKS_WHAT.match(turn.question))
    whole = [m for m in answer[:1] if asked_for and (m.sort is Sort.THING or kind == "they" or _names_all(m, turn))]
    return [*whole, *question, *answer]


def _likely(turn: Turn) -> list[Mention]:
    """The names of a turn that can be people, the one asked for first; who does or answers something is a person."""
    who = bool(re.match(r"(?:and\s+)?who\b", turn.question, re.IGNORECASE))
    answer = [_as_person(m) if who and number == 0 else m for number, m in enumerate(answered_with(turn.answer))]
    if not who:
        answer = [m for m in answer if m.text.split()[0].lower() not in ROLE_NOUNS | MODIFIERS]
        answer = [m for m in answer if not _WHERE.search(turn.answer[: m.start])]
    subjects = [
        _as_person(m) if _SUBJECT.search(turn.question[: m.start]) else m
        for number, m in enumerate(asked_of(turn.question))
        if not (number and re.match(r"an?\s", m.text, re.IGNORECASE))
        if m.sort is Sort.PERSON or not (_WHERE.search(turn.question[: m.start]) or _describes(m, turn.question))
    ]
    named = bool(answer) and answer[0].text.lower().startswith(("the ", "a ", "an ")) and any(map(_is_name, subjects))
    return [*answer, *subjects] if who and not named else [*subjects, *answer]


def _is_name(mention: Mention) -> bool:
    return mention.sort in (Sort.NAME, Sort.PERSON) and mention.text[0].isupper() and mention.text.count("’s ") == 0


def _describes(mention: Mention, question: str) -> bool:
    """Whether a name is only part of what a thing is called: "the Ostrel bridge"."""
    things = (m for m in asked_of(question) if m.sort is Sort.THING and not m.plural)
    return any(thing.start <= mention.start and mention.end < thing.end for thing in things)


def _as_person(mention: Mention) -> Mention:
    return replace(mention, sort=Sort.PERSON) if mention.sort is Sort.NAME else mention


def _names_all(mention: Mention, turn: Turn) -> bool:
    """Whether a name is the whole answer, to a question for other than a person."""
    return len(mention.text) + 4 > len(turn.answer.strip()) and not turn.question.lower().startswith("who")


def _by_salience(question: str) -> list[Mention]:
    """The mentions of a question: what it counts or picks from comes last, as in "how many seats did they win?"."""
    opening = _ASKED_FOR.match(question)
    return sorted(asked_of(question), key=lambda m: bool(opening) and m.start < (opening.end() if opening else 0))


def _resolve_there(asked: str, turns: Sequence[Turn]) -> str:
    found = _THERE.search(asked)
    if not found or _THERE_IS.search(asked) or _COUNTS.match(asked):
        return asked
    place = next((m.text for turn in reversed(turns) for m in _places(turn)), None)
    if place is None or place.lower() in asked.lower():
        return asked
    by = f"in {place}" if is_place(place) else f"at {place}"
    return asked[: found.start()] + by + asked[found.end() :]


def _places(turn: Turn) -> Iterator[Mention]:
    answer = answered_with(turn.answer)
    if re.match(r"(?:where|which|what)\b", turn.question, re.IGNORECASE):
        yield from (m for m in answer[:1] if m.sort in (Sort.PLACE, Sort.GROUP, Sort.NAME, Sort.THING))
    for mention in (*asked_of(turn.question), *answer):
        before = turn.question[: mention.start].lower()
        if mention.sort is Sort.PLACE or before.endswith((" in ", " at ", " near ")):
            yield mention
