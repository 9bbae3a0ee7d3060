"""Names in a text: runs of capitalized words that do not merely open a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rag.cite import given_names
from rag.cite.places import country, seat
from rag.cite.roles import ROLE_NOUNS

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_TITLE = r"(?:Mrs?|Ms|Dr|Govs?|Sens?|Reps?|Gen|Lt|Col|Sgt|Prof|Rev|Capt|Amb|Maj|Adm|St)\."
_ENDING = r"(?:[-&][^\W_]+|['’](?![sS]\b)[^\W_]+)*"
WORD = rf"(?:{_TITLE}(?=\ )|(?:[{_UPPER}]\.)+(?:[{_UPPER}]\b)?|(?:d['’])?[{_UPPER}][^\W_]*{_ENDING})"
_PARTICLE = r"(?:de|da|del|della|di|do|dos|du|van|von|der|den|ten|ter|bin|ibn|al|el|la|le|zu|af|av)"
_RUN = re.compile(rf"(?<![^\W_])(?:{WORD})(?:\ (?:{_PARTICLE}\ ){{0,2}}{WORD})*")
_OPENS_SENTENCE = re.compile(r"(?:^|[\n.?!:;…][\"'”’)\]]*\s+|[“\"‘(\[]|(?:^|\s)['–—-]\s?)$")
NOT_NAMES = frozenset(
    "a about according across actually added adding additionally after afterwards again against ah all almost "
    "along already also although always amid among an analysts and another any anyone anything are around as "
    "aside asked at away back based be because been before behind being below beside besides between beyond both "
    "but by can certainly citing clearly could countries critics currently despite did do does don down due "
    "during each earlier early either else elsewhere en especially even eventually ever every everybody everyone "
    "everything except experts few finally first firstly five following for four from fully further furthermore "
    "get give given go good had has have having he hello hence her here hers him his how however i i'd i'll i'm "
    "i've if in including indeed inside instead into is it it's its itself it’s i’d i’ll i’m i’ve journalists "
    "just last late later least less let let's lets like likewise look many maybe me meanwhile might more "
    "moreover most mostly much must my nations near nearly neither never nevertheless next nine no nobody none "
    "nonetheless nor not notably nothing now obviously of off officials often oh ok okay on once one only onto "
    "or other others otherwise our out outside over overall part people perhaps please police previously prior "
    "probably rather read recently referring related reporters researchers residents responding right same say "
    "says scientists second secondly see seven several shall she shortly should similarly simply since six so "
    "some somebody someone something sometimes soon speaking still such ten than thank thanks that that's that’s "
    "the their them then there there's thereafter therefore there’s these they they're they’re thing third this "
    "those though three through throughout thus to today together tomorrow tonight too toward towards two "
    "typically ultimately under unfortunately unless unlike until unto up upon us usually very via voters was "
    "watch we we'll we're we've well were we’ll we’re we’ve what what's whatever what’s when whenever where "
    "whereas whether which while who whoever whom whose why will with within without would writing yes yesterday "
    "yet you you're your yours you’re".split()
)
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec mondays tuesdays "
    "wednesdays thursdays fridays saturdays sundays am pm a.m p.m est edt gmt bst".split()
)


_SPELLINGS = {"kiev": "kyiv", "türkiye": "turkey", "burma": "myanmar", "zelenskyy": "zelensky", "zelenskiy": "zelensky"}


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name and where it stands."""

    start: int
    end: int
    text: str


def names_in(text: str) -> list[Name]:
    """Find the names of people, places, groups and works in a text, in order, each mention once.

    A word that opens a sentence counts as a name when the text has it with a capital elsewhere, when it is a known
    country, capital or given name, or when more capitalized words follow it. Days and months are left out.
    """
    return list(_names(text))


@lru_cache(maxsize=256)
def _names(text: str) -> tuple[Name, ...]:
    runs = [found for found in _RUN.finditer(text) if not in_title_case(text, found.start())]
    inside = {word for run in runs for word in run.group().split()[_opens(text, run) :]}
    lower = set(re.findall(r"(?<![\w’'-])[a-z][\w’'-]*", text))
    found = (_trimmed(text, run, inside, lower) for run in runs)
    return tuple(name for name in found if name)


def _opens(text: str, run: re.Match[str]) -> bool:
    return _OPENS_SENTENCE.search(text, max(0, run.start() - 6), run.start()) is not None or run.start() == 0


def _trimmed(text: str, run: re.Match[str], inside: set[str], lower: set[str]) -> Name | None:
    start, end = run.span()
    words = run.group().split(" ")
    opens = _opens(text, run)
    while words and words[0].lower().rstrip(".") in NOT_NAMES | CALENDAR and not _is_known(words[0]):
        start += len(words.pop(0)) + 1
        opens = False
    while words and words[-1].lower().rstrip(".") in CALENDAR | NOT_NAMES and not _is_known(words[-1]):
        end -= len(words.pop()) + 1
    if not words:
        return None
    if opens and not _is_name(words, inside, lower):
        if len(words) == 1 or words[0].lower() not in lower:
            return None if len(words) == 1 else Name(start, end, " ".join(words))
        start += len(words.pop(0)) + 1
    return Name(start, end, " ".join(words))


def _is_known(word: str) -> bool:
    return word in {"US", "UN", "IS", "IT", "WHO", "U.S.", "U.N.", "EU"} or (
        word.isupper() and len(word) > 1 and word.lower() not in NOT_NAMES
    )


def _is_name(words: list[str], inside: set[str], lower: set[str]) -> bool:
    first = words[0]
    if first in inside or seat(first) or first.lower() in given_names.ALL or (first.isupper() and len(first) > 1):
        return True
    return len(words) > 1 and first.lower() not in lower


def missing_names(statement: str, text: str) -> list[str]:
    """Find the names of a statement or question that a text does not have.

    "US", "America" and "American" are one name, "Kyiv" and "Ukraine" are not. A misspelling of one letter in a word
    of five, or two in one of eight, is forgiven, and so is the lower case of a typed question: its words are held
    against the names that the text has, so only given names and countries can be missed there.

    Args:
        statement: a sentence or a question.
        text: of the article or passage.

    Returns:
        The missing names as the statement has them, in order, once each.
    """
    names = [name.text for name in names_in(statement)] or _typed_names(statement)
    doubtful = [name for name in dict.fromkeys(names) if not _is_verbatim(name, text)]
    if not doubtful:  # the words of a long text take longer to tell apart than all else here
        return []
    there = name_words(text)
    return [name for name in doubtful if not _is_there(name, text, there)]


def _is_verbatim(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _is_there(name: str, text: str, there: set[str]) -> bool:
    """Whether a text names this; a surname stands for a full name, but not for one with another given name."""
    words = name.split()
    if len(words) < 2 or words[0].lower() not in given_names.ALL:
        return is_named(name, there)
    before = re.findall(rf"([{_UPPER}][\w’'-]+)\s(?:{WORD}\s)?{re.escape(words[-1])}\b", text)
    given = {word.lower() for word in before if word.lower() in given_names.ALL}
    if given and not any(_is_near(_plain(words[0]), {word}) for word in given):
        return False
    return _is_near(_plain(words[-1]), there)


def name_words(text: str) -> set[str]:
    """All words of a text in lower case, the countries that they mean, and the initials of its longer names.

    What :func:`is_named` looks a name up in.
    """
    words = re.findall(r"[^\W_]+(?:[.’'&-][^\W_]+)*\.?", text)
    each = set(words)
    plain = {_plain(part) for word in each for part in (word, *re.split("[-.]", word)) if part}
    pairs = {f"{one} {other}" for one, other in pairwise(words) if one[0].isupper() and other[0].isupper()}
    nations = {found.lower() for name in each | pairs if name[0].isupper() and (found := country(name))}
    return plain | nations | _initials(text)


def _initials(text: str) -> set[str]:
    """Such as "uta" for "University of Texas at Austin": the first letters of names of three and more words."""
    runs = re.findall(rf"{WORD}(?:\s(?:(?:of|for|and|the|at|in)\s){{0,2}}{WORD})+", text)
    return {"".join(re.findall(rf"\b([{_UPPER}])", run)).lower() for run in runs} - {""}


def is_named(name: str, there: set[str]) -> bool:
    """Whether each word of a name, or the country that it means, is among the words of a text's names."""
    if (whole := country(name)) and whole.lower() in there:
        return True
    words = [word for word in name.split() if word[0].isupper()] or name.split()
    titles = [number for number, word in enumerate(words[:-1], 1) if word.lower().rstrip(".") in ROLE_NOUNS]
    if titles and len(words) > titles[-1] + (len(titles) > 1):
        words = words[titles[-1] :]
    return all(_is_near(_plain(word), there) for word in words)


def _is_near(word: str, there: set[str]) -> bool:
    if word in there or ((nation := country(word)) and nation.lower() in there):
        return True
    if len(word) >= 5 and any(
        other.startswith(word) or (len(other) >= 5 and word.startswith(other)) for other in there
    ):
        return True
    allowed = 0 if len(word) < 5 else 1 if len(word) < 8 else 2
    return allowed > 0 and any(
        abs(len(word) - len(other)) <= allowed and other[0] == word[0] and distance(word, other) <= allowed
        for other in there
    )


def _typed_names(question: str) -> list[str]:
    words = re.findall(r"[^\W\d_][\w’'-]*", question)
    if any(word[0].isupper() for word in words):
        return []
    return [
        word
        for word in words
        if word.lower() not in NOT_NAMES and (country(word) or word.lower() in given_names.ALL) and word != "us"
    ]


def distance(one: str, other: str) -> int:
    """Edits (insert, delete, replace, swap of neighbors) between two words: optimal string alignment distance."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _plain(word: str) -> str:
    plain = re.sub(r"['’]s?$", "", word.lower()).rstrip(".")
    return _SPELLINGS.get(plain, plain)


def in_title_case(text: str, position: int) -> bool:
    """Whether a place lies in a line that writes most words with a capital, where capitals prove nothing."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return _is_title_case(text[start : len(text) if end < 0 else end])


@lru_cache(maxsize=1024)
def _is_title_case(line: str) -> bool:
    if len(line) > 200 or re.search(r"[a-z]{2}[”\"]?\.[”\"]?$", line):  # no headline ends with a full stop
        return False
    words = re.findall(r"[^\W\d_][\w’'-]*", line)
    content = [word for word in words if len(word) > 3 and word not in NOT_NAMES]
    small = sum(word[0].islower() for word in content)
    return len(content) >= 4 and small <= len(content) // _SMALL


_SMALL = 6
"""Of so many words of a headline that carry meaning, one may be written small."""
