"""Whom a role phrase, a surname or a pronoun means in an article."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.cite.people import Person, people
from rag.cite.quotation import quotations
from rag.cite.roles import head_noun, match
from rag.sentences import sentences

_PRONOUNS = {
    "he": "he",
    "him": "he",
    "his": "he",
    "himself": "he",
    "she": "she",
    "her": "she",
    "hers": "she",
    "herself": "she",
}
_LEAST_MATCH = 0.15
_FIRST_PERSON = frozenset("i i'm i've i'll i'd me my mine myself".split())


def name_for(text: str, start: int, end: int) -> Person | None:
    """Find the person that the words at a place refer to.

    A name or surname among the words decides; then a pronoun, looked up in the sentences before it; then a role
    phrase ("the Ukrainian leader"), held against the roles that the article gives to its people.

    Args:
        text: of the whole article.
        start: of the words.
        end: behind them.

    Returns:
        The person, or None where the words name nobody or the article leaves it open.
    """
    everybody = people(text)
    words = text[start:end]
    if named := _named(text, start, end, everybody):
        return named
    bare = words.strip(" ,.“”\"'‘’").lower().replace("’", "'")
    if bare in _PRONOUNS:
        return _before(text, start, everybody, _PRONOUNS[bare])
    if bare in _FIRST_PERSON:
        return None
    return _by_role(words, everybody)


def _named(text: str, start: int, end: int, everybody: list[Person]) -> Person | None:
    """The first person named in the words, those with a possessive ending last: "Trump's adviser Mike Waltz"."""
    inside = sorted(
        (bool(re.match(r"['’]s?\s\w", text[last : min(end, last + 4)])), first, number)
        for number, person in enumerate(everybody)
        for first, last in person.mentions
        if start <= first and last <= end
    )
    if inside and not inside[0][0]:
        first, *others = [entry for entry in inside if not entry[0]]
        titled = [
            o
            for o in others
            if o[2] != first[2] and head_noun(text[first[1] : o[1]].strip()) and "," not in text[first[1] : o[1]]
        ]
        return everybody[(titled or [first])[0][2]]
    around = [p for p in everybody for first, last in p.mentions if first <= start and end <= last]
    return around[0] if around else None


def _by_role(words: str, everybody: list[Person]) -> Person | None:
    if head_noun(words) is None or re.match(
        r"\s*(?:an?|some|any|several|many|two|three|former and)\s", words, re.IGNORECASE
    ):
        return None
    scored = [
        (max((match(words, role.text) for role in person.roles), default=0.0), len(person.mentions), person)
        for person in everybody
    ]
    fitting = sorted((s for s in scored if s[0] > _LEAST_MATCH), key=lambda s: (-s[0], -s[1]))
    if not fitting:
        return None
    best = [person for score, _, person in fitting if score > fitting[0][0] - 0.05]
    if len(best) == 1 or fitting[0][0] < 1.0:
        return best[0] if len(best) == 1 else None
    return max(best, key=lambda person: len(person.mentions))


def _before(text: str, start: int, everybody: list[Person], pronoun: str) -> Person | None:
    """The person a pronoun goes back to: the subject of its own sentence, else of the latest sentence with one.

    Follows the preference for subjects of centering (Grosz, Joshi and Weinstein 1995). Names inside quotations are
    passed over, because the speaker talks about them.
    """
    inner = [quote.inner for quote in quotations(text)]
    quote = next(((first, last) for first, last in inner if first <= start < last and text[first].isupper()), None)
    places = sorted(
        (
            (first, last, number)
            for number, person in enumerate(everybody)
            if person.pronoun in (None, pronoun)
            for first, last in person.mentions
            if first < start and (quote[0] <= first if quote else not any(q <= first < r for q, r in inner))
        ),
    )
    for first, last in reversed([s for s in _sentences(text) if s[0] <= start]):
        there = [place for place in places if first <= place[0] < last]
        if there:
            known = [place for place in there if everybody[place[2]].pronoun == pronoun]
            return everybody[_subject(text, known)] if known else _most_named([everybody[p[2]] for p in places])
    return None


@lru_cache(maxsize=128)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentences(text))


def _most_named(candidates: list[Person]) -> Person:
    """Where the nearest names tell no gender: whom the text is most about, else the nearest."""
    nearest = candidates[-1]
    central = max(candidates, key=lambda person: len(person.mentions))
    return central if len(central.mentions) >= 3 * len(nearest.mentions) else nearest


def _subject(text: str, places: list[tuple[int, int, int]]) -> int:
    """The first of the places that is not a possessor or an object behind a preposition; else the first."""
    for first, last, number in places:
        possessive = text[last : last + 2] in {"'s", "’s"}
        governed = re.search(
            r"\b(?:of|for|by|with|to|from|against|about|over|under|former president)\s$",
            text[max(0, first - 18) : first],
        )
        if not possessive and not governed:
            return number
    return places[0][2]
