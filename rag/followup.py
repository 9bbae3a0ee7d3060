"""A question and the conversation before it, as a question that stands alone; without a language model.

What a question leaves out is nearly always in the last question or its answer: a pronoun stands for the person, place
or thing named there, "why?" asks about what was just asked, and "and Macron?" asks the same of somebody else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from rag.cite import given_names
from rag.cite.names import names_in
from rag.cite.places import country, seat
from rag.types import Question, Turn
from rag.words import content_stems

_OPENING = re.compile(r"^(?:and|but|so|ok(?:ay)?|well|then|also)\b[\s,]*", re.IGNORECASE)
_MEANT = re.compile(
    r"^(?:no|sorry|not that)?[\s,]*i (?:meant?|was asking about|am asking about)\s+(?P<what>.+)$", re.IGNORECASE
)
_WHAT_ABOUT = re.compile(r"^(?:(?:and|but|so)\s+)?(?:what|how) about\s+(?P<what>.+)$", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:say|tell me|give me)\s+(?:a bit |some )?more\b.*$|^(?:go on|more|more details?|elaborate|explain)\W*$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?P<wh>why(?: not)?|when(?: was (?:that|it))?|where(?: was (?:that|it))?|how(?: so| come)?|who|by whom"
    r"|how (?:many|much|long|old|far)|for how long|since when|says who)\W*$",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?P<subject>he|she)\b|\b(?P<object>him)\b|\b(?P<owner>his|her|hers)\b(?!self)", re.IGNORECASE)
_THEM = re.compile(r"\b(?:they|them)\b|\b(?P<owner>their)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?P<owner>its)\b|\b(?:it|that|this)\b(?=\W*$)|\bit\b(?!\s+(?:true|possible|clear|likely|rain|snow|that)\b)"
    r"|\b(?P<place>there)\b(?=\W*$)",
    re.IGNORECASE,
)
_WH = re.compile(
    r"^(?:who|whom|what|which|where|when|why|how(?: many| much| long| old| far| often)?)\b\s*", re.IGNORECASE
)
_PREPOSITION = re.compile(r"^(?:at|in|on|by|from|to) ")
_NOUN_PHRASE = re.compile(r"(?:(?:the|an?|its|his|her|their) )?[^\W\d_]{2}|(?:the|an?|its) ", re.IGNORECASE)
_DAY = re.compile(
    r"(?:on )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tues|wednes|thurs|fri|satur|sun)[a-z]*\b.*\d"
    r"|\w+day\b|yes\b|no\b|it\b|he\b|she\b|they\b|over\b|more than\b|about\b|because\b|into\b)",
    re.IGNORECASE,
)
_ALSO_WORDS = frozenset(
    "will mark may grant art per bill rose hope grace joy frank drew pat sue rob ray dawn june".split()
)
_LONGEST_THING = 6
_FUNCTION_ONLY = 1
"""Meaningful words up to which a question that opens with "and" is a fragment."""


@dataclass(frozen=True, slots=True)
class Understood:
    """The question as it is read, and whether that differs from what was typed."""

    text: str
    changed: bool


def standalone(question: Question) -> Understood:
    """Make a question stand alone, from the last turn of its conversation; one that does already is left as it is."""
    asked = " ".join(question.text.split())
    if not question.history:
        return Understood(asked, changed=False)
    text = _completed(asked, question.history[-1])
    return Understood(text, changed=text != asked)


def _completed(asked: str, last: Turn) -> str:
    if found := _MEANT.match(asked):
        return _instead(last, found["what"].strip(" ?."))
    if found := _WHAT_ABOUT.match(asked):
        return _instead(last, found["what"].strip(" ?."))
    if _MORE.match(asked):
        return f"What does the article say about {_topic(last)}?"
    if found := _BARE.match(asked):
        return _asked_of_the_same(found["wh"], last)
    if _OPENING.match(asked) and _is_fragment(_OPENING.sub("", asked)):
        return _instead(last, _OPENING.sub("", asked).strip(" ?."))
    return _resolved(asked, last)


def _is_fragment(rest: str) -> bool:
    """Whether "and ..." goes on with no more than a name or a noun."""
    return not _WH.match(rest) and len(content_stems(rest)) <= _FUNCTION_ONLY + 1 and len(rest.split()) <= 4


def _instead(last: Turn, what: str) -> str:
    """The last question, asked of something else: a name gives way to one of its kind; other words are put behind."""
    names = [name for name in names_in(last.question) if _is_place(name.text) == _is_place(what)]
    if names and (what[0].isupper() or len(what.split()) == 1):
        old = names[-1]
        return last.question[: old.start] + what + last.question[old.end :]
    return f"{last.question.rstrip(' ?')}, {what}?"


def _asked_of_the_same(wh: str, last: Turn) -> str:
    """The question "why?" and the like, with what the last question said."""
    said = _WH.sub("", last.question.rstrip(" ?"))
    if re.match(r"who\b", last.question, re.IGNORECASE) and last.answer:
        said = f"{_short(last.answer)} {said}"
    return f"{re.sub(r' was (?:that|it)$', '', wh, flags=re.IGNORECASE)} {said}?"


def _resolved(asked: str, last: Turn) -> str:
    """The question with its pronoun replaced by what it stands for; with the last question behind it where unsure."""
    for pattern, meant in ((_PERSON, _person), (_THEM, _several), (_THING, _thing)):
        if pattern.search(asked):
            if pattern is _THING and names_in(asked):
                return asked
            words = meant(last)
            if words is None or words.lower() in asked.lower():
                return _with_last_question(asked, last)
            return _replaced(pattern, asked, words)
    opens = bool(_OPENING.match(asked))
    return _with_last_question(asked, last) if opens and not names_in(asked) else asked


def _with_last_question(asked: str, last: Turn) -> str:
    return f"{_OPENING.sub('', asked).rstrip(' ?')} ({last.question.rstrip(' ?')})?"


def _replaced(pattern: re.Pattern[str], asked: str, by: str) -> str:
    """Put the words in the pronouns' place: the first is named, the others stay clear by it."""

    def words(found: re.Match[str]) -> str:
        if found.groupdict().get("owner"):
            return f"{by}’" if by.endswith("s") else f"{by}’s"
        return f"at {by}" if found.groupdict().get("place") else by

    return pattern.sub(words, _OPENING.sub("", asked), count=1)


def _person(last: Turn) -> str | None:
    """Who "he" or "she" is: the person of the last answer, or of the last question; None when neither names one."""
    if re.match(r"(?:and |so )?who\b", last.question, re.IGNORECASE) and (answered := _answered_name(last)):
        return answered
    named = [name.text for name in names_in(f"{_short(last.answer)}. {last.question}") if _has_given_name(name.text)]
    asked = [name.text for name in names_in(last.question) if not _is_place(name.text)]
    return next(iter(named + asked), None) or _typed_name(last.question)


def _answered_name(last: Turn) -> str | None:
    answer = _short(last.answer)
    names = [name.text for name in names_in(answer) if not _is_place(name.text)]
    one_word = answer if re.fullmatch(r"[A-Z][\w’'-]+", answer) else None
    return next(iter(names), one_word)


def _is_place(name: str) -> bool:
    return bool(country(name) or seat(name))


def _has_given_name(name: str) -> bool:
    return name.split()[0].lower() in given_names.HE | given_names.SHE


def _typed_name(question: str) -> str | None:
    """A person in a question that was typed in lower case, told by the given name: "who is arlo finnegan?"."""
    words = re.findall(r"[\w’'-]+", question)
    typed = (
        f"{first} {second}"
        for first, second in pairwise(words)
        if _has_given_name(first) and first.lower() not in _ALSO_WORDS
    )
    asked = re.match(r"who(?: is|['’]s)\s+(?P<name>[\w’'-]+(?: [\w’'-]+)?)\W*$", question, re.IGNORECASE)
    return next(typed, None) or (asked["name"] if asked else None)


def _several(last: Turn) -> str | None:
    """What "they" are: the last answer when it names something, else the names of the last question."""
    if thing := _thing(last):
        return thing
    return " and ".join(name.text for name in names_in(last.question)) or None


def _thing(last: Turn) -> str | None:
    """What "it" is: a short last answer that names something; None for numbers, days and clauses."""
    answer = _PREPOSITION.sub("", _short(last.answer))
    if len(answer.split()) > _LONGEST_THING or not _NOUN_PHRASE.match(answer) or _DAY.match(answer):
        return None
    return answer


def _topic(last: Turn) -> str:
    """What the last turn was about: a short answer that names something, else the question without its opening."""
    return _thing(last) or _WH.sub("", last.question.rstrip(" ?"))


def _short(answer: str) -> str:
    """The first line of an answer, without its full stop."""
    return answer.strip().split("\n")[0].rstrip(".")
