"""Who and what a question names: people, places, groups, days and things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rag.cite import given_names
from rag.cite.groups import is_group
from rag.cite.names import CALENDAR, NOT_NAMES, names_in
from rag.cite.places import country, seat
from rag.cite.roles import ROLE_NOUNS
from rag.followup.nouns import AUXILIARIES, DETERMINERS, ENDS, PLURALS, VERBS, noun_phrases

DAY = re.compile(
    r"\b(?:(?P<preposition>in|on|by|since|until|before|after|during)\s+)?(?:(?:early|late|mid|last|next|this)[\s-]+)?"
    r"(?:(?:\d{1,2}\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"(?:\s+\d{1,2}(?:st|nd|rd|th)?\b)?(?:,?\s+\d{4}\b)?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b(?:\s+(?:morning|afternoon|evening|night)\b)?"
    r"|(?:1[5-9]|20)\d\d(?:s|-\d{2,4})?\b(?!\s+[a-z]+s\b)|(?:last|next|this)\s+(?:year|month|week)\b"
    r"|yesterday\b|today\b|tomorrow\b)",
    re.IGNORECASE,
)
_ALSO_WORDS = frozenset(
    "will mark may grant art per bill rose hope grace joy frank drew pat sue rob ray dawn june".split()
)
_HE = frozenset(
    "man boy husband father son brother uncle grandfather king prince spokesman businessman widower".split()
)
_SHE = frozenset("woman girl wife mother daughter sister aunt grandmother queen princess spokeswoman widow".split())
_PEOPLE = ROLE_NOUNS | _HE | _SHE | {"person", "watchman", "baby", "child"}
_PLACE_OPENINGS = re.compile(
    r"^(?:mount|port|lake|fort|cape|san|santa|hong|los|las|saint|new (?:york|jersey|mexico|orleans|delhi|hampshire))\b"
)
_NO_PHRASE = re.compile(rf"(?:{'|'.join(sorted(DETERMINERS))}|\w|.*['’]s?)", re.IGNORECASE)
_TIMES = frozenset("year month week day time hour minute season decade century period".split())
_NO_PLURALS = frozenset("was has does its as series news politics economics athletics species".split())
_OPEN = re.compile(
    r"^(?:any|some|no|every|each|another|all|this|that|these|those)\b|\b(?:other|else|article|story)\b", re.IGNORECASE
)
_NO_HEADLINE = " as it was typed there with these words"
_SUBJECT = re.compile(
    r"\b(?:do|does|did|has|had|will|would|could|should)\s+(?P<name>[^\W\d_][\w’'-]+)\s+(?:[^\W\d_]{2,})\b",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"^who(?: is| was|['’]s)\s+(?P<name>[^\W\d_][\w’'-]+(?:\s[^\W\d_][\w’'-]+)?)\W*$", re.IGNORECASE)
_NO_SURNAME = NOT_NAMES | VERBS | AUXILIARIES
_NO_VERB = (ENDS | DETERMINERS) - VERBS
_DID = re.compile(r"\b(?:do|does|did|will|would|can|could)\s+$", re.IGNORECASE)
LONGEST_NAME = 5


class Sort(StrEnum):
    """What a mention stands for; NAME is one that can be a person, a place or a group."""

    PERSON = "person"
    PLACE = "place"
    GROUP = "group"
    NAME = "name"
    DAY = "day"
    NUMBER = "number"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name something, and where they stand in the question or answer."""

    text: str
    start: int
    sort: Sort
    plural: bool = False

    @property
    def end(self) -> int:
        """The place behind its last character."""
        return self.start + len(self.text)

    @property
    def gender(self) -> str | None:
        """``he`` or ``she`` where a given name or a word such as "wife" tells."""
        words = [word.lower() for word in re.findall(r"[^\W_]+(?:-[^\W_]+)?", self.text)]
        if self.sort is Sort.THING or not words:
            return None
        if words[-1] in _HE | _SHE:
            return "he" if words[-1] in _HE else "she"
        he, she = (any(word in names for word in words[:2]) for names in (given_names.HE, given_names.SHE))
        return None if he == she else "he" if he else "she"


@lru_cache(maxsize=512)
def asked_of(question: str) -> tuple[Mention, ...]:
    """What a question names, in order: names, noun phrases, days; a name inside a phrase stands for itself too."""
    # names_in() takes a line of mostly capitalized words for a headline; a short question about two people is none.
    names = [name for name in names_in(question + _NO_HEADLINE) if name.end <= len(question)]
    found = [named_by(question, name.start, name.text) for name in names]
    if not found or question.islower():
        taken = {mention.start for mention in found}
        found += [mention for mention in _typed(question) if mention.start not in taken]
    if whole := whole_name(question):
        found = [whole]
    phrases = [phrase(question[start:end], start) for start, end in noun_phrases(question)]
    named = {mention.text.lower() for mention in found}
    found += [one for one in phrases if one and _bare(one.text).lower() not in named]
    found += _together(question, found) + _subjects(question, found)
    return tuple(sorted(found, key=lambda mention: (mention.start, -len(mention.text))))


def is_place(name: str) -> bool:
    """Whether a name is that of a country or capital: "Riyadh", "Saudi Arabia’s Riyadh"."""
    of_itself = re.split(r"['’]s?\s", name)[-1]
    return bool(country(of_itself) or seat(of_itself))


def sort_of_name(name: str) -> Sort:
    """What a name most likely is, by its words alone."""
    words = name.lower().split()
    if is_place(name) or (len(words) > 1 and _PLACE_OPENINGS.match(name.lower())):
        return Sort.PLACE
    if len(words) > 1 and words[0] in given_names.ALL and words[0] not in _ALSO_WORDS:
        return Sort.PERSON
    if is_group(name):
        return Sort.PERSON if words[0] in _PEOPLE and len(words) > 1 else Sort.GROUP
    return Sort.PERSON if words[0] in given_names.ALL else Sort.NAME


def named_by(text: str, start: int, name: str) -> Mention:
    """A name as a mention: "Rookwood’s wife" is somebody else than Rookwood."""
    before = text[:start].rstrip().rsplit(" ", 1)[-1].lower()
    after = re.match(r"['’]s?\s+(?P<role>[^\W\d_]+)\b", text[start + len(name) :])
    if after and after["role"].lower() in _PEOPLE:
        return Mention(text[start : start + len(name) + after.end()], start, Sort.PERSON)
    sort = sort_of_name(name)
    if sort is Sort.NAME and before in _PEOPLE:
        sort = Sort.PERSON
    return Mention(name, start, sort, plural=sort is Sort.GROUP and name.endswith("s"))


def whole_name(text: str) -> Mention | None:
    """The text as a name, when every longer word of it has a capital: "Riyadh", "Prosser", "David Hume"."""
    words = text.rstrip(" ?.!").split()
    if not 0 < len(words) <= LONGEST_NAME or not all(w[0].isupper() or w in ("of", "the", "and", "de") for w in words):
        return None
    if words[0].lower() in NOT_NAMES | CALENDAR and len(words) == 1:
        return None
    name = " ".join(words)
    if " and " in name:
        return Mention(name, 0, Sort.GROUP, plural=True)
    return Mention(name, 0, sort_of_name(name), plural=False)


def phrase(text: str, start: int) -> Mention | None:
    """A noun phrase as a mention: of a person when its head is a role, of several when its head is a plural."""
    words = text.split()
    if not words or _OPEN.search(text) or (len(words) == 1 and _NO_PHRASE.fullmatch(text)):
        return None
    head = re.split(r"\s(?:of|in|at|by|for|from|on|with)\s", text)[0].split()[-1].lower().strip(",.’'")
    if DAY.fullmatch(text) or head.removesuffix("s") in _TIMES:
        return Mention(text, start, Sort.DAY)
    listed = " and " in text
    plural = listed or is_plural(head)
    if head in _PEOPLE:
        return Mention(text, start, Sort.PERSON)
    return Mention(text, start, Sort.THING, plural=plural)


def _together(text: str, found: list[Mention]) -> list[Mention]:
    """Names joined by "and", which "they" stands for."""
    names = sorted((m for m in found if m.sort is not Sort.DAY), key=lambda m: m.start)
    return [
        Mention(text[one.start : other.end], one.start, Sort.THING, plural=True)
        for one in names
        for other in names
        if text[one.end : other.start] == " and "
    ]


def _subjects(question: str, found: list[Mention]) -> list[Mention]:
    """Several that are named by a bare plural: "when did police arrest him?"."""
    subject = _SUBJECT.search(question)
    if not subject or any(m.start <= subject.start("name") < m.end for m in found):
        return []
    word = subject["name"].lower()
    several = is_plural(word) and word not in ENDS | DETERMINERS
    return [Mention(subject["name"], subject.start("name"), Sort.THING, plural=True)] if several else []


def is_plural(noun: str) -> bool:
    """Whether a noun in lower case has the form of a plural."""
    if noun in PLURALS:
        return True
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is", "’s", "'s")) and noun not in _NO_PLURALS


def _typed(question: str) -> list[Mention]:
    """People of a question that was typed in lower case: by the given name, or as the one who says or does."""
    words = list(re.finditer(r"[^\W\d_][\w-]*(?:['’](?!s\b)\w+)?", question))
    people = []
    for first, second, third in zip(words, words[1:], [*words[2:], None], strict=False):
        if _is_given(first[0]):
            with_surname = first[0].islower() == second[0].islower() and second[0].lower() not in _NO_SURNAME
            if _DID.search(question[: first.start()]):
                with_surname &= third is not None and third[0].lower() not in _NO_VERB
            end = second.end() if with_surname else first.end()
            people.append(Mention(question[first.start() : end], first.start(), Sort.PERSON))
    for pattern in (_SUBJECT, _WHO_IS):
        if not people and (found := pattern.search(question)) and _may_be_name(found["name"]):
            return [Mention(found["name"], found.start("name"), Sort.NAME)]
    return people


def _is_given(word: str) -> bool:
    return word.lower() in given_names.ALL and word.lower() not in _ALSO_WORDS


def _may_be_name(words: str) -> bool:
    common = DETERMINERS | NOT_NAMES | VERBS | _PEOPLE
    return not any(word in common or is_plural(word) for word in words.lower().split())


def _bare(text: str) -> str:
    """A phrase without its article."""
    return re.sub(r"^(?:the|an?)\s+", "", text, flags=re.IGNORECASE)
