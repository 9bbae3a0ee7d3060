"""The last question, asked of something else: "and Macron?", "what about 2024?", "no, I meant the second fire"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.cite.roles import ROLE_NOUNS
from rag.followup.answers import answered_with, short
from rag.followup.mentions import DAY, Mention, Sort, asked_of, sort_of_name
from rag.followup.nouns import DETERMINERS
from rag.followup.pronouns import owner
from rag.types import Turn

_ARTICLE = re.compile(
    r"\b(?:the|that|this) (?P<which>first|second|third|fourth|fifth|last|other|next|previous) "
    r"(?:article|story|report|piece|one['’]s article)\b",
    re.IGNORECASE,
)
_IN_ARTICLE = re.compile(rf"\s+in\s+{_ARTICLE.pattern.strip()}", re.IGNORECASE)
_ONE = re.compile(
    r"^(?:the|that) (?P<which>first|second|third|fourth|last|latter|former|other)(?: (?:one|[^\W\d_]+))?$",
    re.IGNORECASE,
)
_ORDER = {"first": 0, "former": 0, "second": 1, "latter": -1, "third": 2, "fourth": 3, "last": -1}
_OPPOSITES = ("high low", "higher lower", "first second third fourth last", "men women", "boys girls", "old new",
              "north south east west", "before after", "morning afternoon evening night", "left right")  # fmt: skip
_SUPERLATIVE = re.compile(r"\b[^\W\d_]{3,}est\b|\b(?:most|least|best|worst)\b", re.IGNORECASE)
_NOT_SUPERLATIVE = frozenset(
    "west guest forest protest request interest arrest contest harvest test rest suggest".split()
)
_OWNER = re.compile(r"^(?P<whose>his|her|its|their)\s+(?P<what>.+)$", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"^the\s+(?:deadline|cost|price|reason|cause|result|date|winner|total|name|age|budget|turnout|purpose|penalty|"
    r"outcome|verdict|sentence|motive|score|aim|size|value|details?)$",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?|after|before|then|later|earlier|ago)\b", re.IGNORECASE)
_IN = re.compile(
    r"\d{4}|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b(?!\s\d{1,2}\b)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:in|on|at|for|with|by|from|to|of|during|under)\s+", re.IGNORECASE)


def swapped(turns: Sequence[Turn], what: str) -> str:
    """Ask the last question of something else: what is of the same kind gives way to it.

    Args:
        turns: the turns before, each question standing alone; the latest last; at least one.
        what: the words of the fragment, without "and" or "what about".
    """
    last = turns[-1].question
    if _ARTICLE.search(what):
        return _behind(_IN_ARTICLE.sub("", last), f"in {what}")
    if (found := _ONE.match(what)) and (other := _one_of_list(turns, found["which"].lower())):
        return other
    if owned := _OWNER.match(what):
        return _owned(last, owned["whose"].lower(), owned["what"])
    things = [m.text for m in asked_of(last) if m.sort is Sort.THING]
    if _ATTRIBUTE.match(what) and things and not _same_head(last, what):
        return f"what is {what} of {things[-1]}?"
    for place in (_day, _opposite, _same_head, _same_sort, _counted):
        if span := place(last, what):
            start, end, by = span
            return last[:start] + by + last[end:]
    return _behind(last, what)


_NAMED = (Sort.PERSON, Sort.PLACE, Sort.GROUP, Sort.NAME)
_Place = tuple[int, int, str]


def _behind(question: str, what: str) -> str:
    """Put the words behind the question: a day or "with the low dose" goes on with it, others are set off."""
    if (day := DAY.fullmatch(what)) and not day["preposition"]:
        return f"{question.rstrip(' ?')} {'in ' if _IN.match(what) else ''}{what}?"
    return f"{question.rstrip(' ?')} {what}?" if _LEADING.match(what) else f"{question.rstrip(' ?')}, {what}?"


def _day(last: str, what: str) -> _Place | None:
    """A day gives way to a day; where the last question has none it is put behind by :func:`_behind`."""
    new, old = DAY.fullmatch(what), DAY.search(last)
    if new is None or old is None:
        return None
    by = what if new["preposition"] or not old["preposition"] else f"{old['preposition']} {what}"
    return old.start(), old.end(), by


def _opposite(last: str, what: str) -> _Place | None:
    """Change only the word that differs: "the oldest" for "the youngest", "the low dose" for "the high dose"."""
    if (new := _superlative(what)) and (old := _superlative(last)):
        return old.start(), old.end(), new[0]
    for words in _OPPOSITES:
        pattern = re.compile(rf"\b(?:{words.replace(' ', '|')})\b", re.IGNORECASE)
        new, old = pattern.search(what), pattern.search(last)
        if new and old and new[0].lower() != old[0].lower() and len(what.split()) <= 5:
            return old.start(), old.end(), new[0]
    return None


def _superlative(text: str) -> re.Match[str] | None:
    found = (one for one in _SUPERLATIVE.finditer(text) if one[0].lower() not in _NOT_SUPERLATIVE)
    return next(found, None)


def _same_head(last: str, what: str) -> _Place | None:
    """A phrase gives way to one with the same noun: "the first fire" to "the second fire"."""
    bare = _LEADING.sub("", what)
    head = bare.split()[-1].lower()
    for mention in asked_of(last):
        if len(bare.split()) > 1 and re.search(rf"\b{re.escape(head)}$", mention.text, re.IGNORECASE):
            return mention.start, mention.end, bare
    return None


def _same_sort(last: str, what: str) -> _Place | None:
    """A person for a person, a place for a place; a name of no known kind for the last name that it may be like."""
    if _TIME.search(what) or DAY.fullmatch(what):
        return None
    bare = _LEADING.sub("", what)
    name = re.sub(r"^the\s+", "", bare, flags=re.IGNORECASE)
    named = name[:1].isupper() or (len(bare.split()) == 1 and bare.lower() not in ROLE_NOUNS)
    sort = sort_of_name(name.split(" and ")[0]) if named else _phrase_sort(bare)
    after = _LEADING.match(what)
    there = [m for m in asked_of(last) if not after or _follows(last, m, after[0])]
    fitting = [m for m in there if _may_replace(m, sort)] or [m for m in there if _is_about(last, m) and not after]
    if not fitting:
        return None
    old = next((m for m in reversed(fitting) if m.sort is sort), fitting[-1] if sort is Sort.PLACE else fitting[0])
    with_article = last[: old.start].lower().endswith("the ") and (bare != name or name[0].isupper())
    return old.start - 4 * with_article, old.end, bare


def _phrase_sort(phrase: str) -> Sort:
    if sort_of_name(phrase) is Sort.GROUP and phrase.split()[-1].lower() not in ROLE_NOUNS:
        return Sort.GROUP
    return Sort.PERSON if phrase.split()[-1].lower() in ROLE_NOUNS else Sort.THING


def _may_replace(old: Mention, sort: Sort) -> bool:
    """Whether a mention can give way to words of a kind."""
    if sort is Sort.PLACE:
        return old.sort is Sort.PLACE or old.sort is Sort.NAME
    if sort in (Sort.NAME, Sort.PERSON, Sort.GROUP):
        return old.sort in (Sort.NAME, Sort.PERSON, Sort.GROUP) or (old.sort is Sort.PLACE and sort is Sort.NAME)
    return old.sort is sort and old.text.split()[0].lower() in DETERMINERS


def _is_about(last: str, mention: Mention) -> bool:
    return last[: mention.start].lower().endswith((" about ", " about the "))


def _follows(last: str, mention: Mention, preposition: str) -> bool:
    return last[: mention.start].lower().endswith((f" {preposition.lower()}", f" {preposition.lower()}the "))


def _counted(last: str, what: str) -> _Place | None:
    """What is counted gives way: "adults" to "children" in "how many adults were hurt?"."""
    counted = re.match(r"how (?:many|much)\s+(?P<noun>[^\W\d_]+)", last, re.IGNORECASE)
    if counted and re.fullmatch(r"[^\W\d_]+", what):
        return counted.start("noun"), counted.end("noun"), what
    return None


def _owned(last: str, whose: str, what: str) -> str:
    """The last question, asked of somebody or something of the one it names: "and his wife?"."""
    named = [m for m in asked_of(last) if m.sort in _NAMED or " and " in m.text]
    if not named:
        return _behind(last, what)
    old = max(named, key=lambda m: m.plural) if whose == "their" else named[0]
    return f"{last[: old.start]}{owner(old.text)} {what}{last[old.end :]}"


def _one_of_list(turns: Sequence[Turn], which: str) -> str | None:
    """The last question, asked of another one of the names that an earlier turn lists: "and the other one?"."""
    last = turns[-1].question
    for turn in reversed(turns):
        for names in (_listed(turn.answer), [m.text for m in asked_of(turn.question) if m.sort in _NAMED]):
            asked = [name for name in names if re.search(rf"\b{re.escape(name)}\b", last)]
            if len(names) == len(asked) == 2 and which not in _ORDER:
                return _exchanged(last, *names)
            if len(names) > 1 and len(asked) == 1:
                place = _ORDER.get(which, 0)
                rest = names if which in _ORDER else [name for name in names if name not in asked]
                if place < len(rest) and rest[place] not in asked:
                    start = last.index(asked[0])
                    return last[:start] + rest[place] + last[start + len(asked[0]) :]
    return None


def _exchanged(text: str, one: str, other: str) -> str:
    """The text with two names in each other's place."""
    return re.sub(f"{re.escape(one)}|{re.escape(other)}", lambda found: other if found[0] == one else one, text)


def _listed(answer: str) -> list[str]:
    """The items of an answer such as "Kell, Brannock and Peth"."""
    text = short(answer)
    if not answered_with(answer) or not re.search(r",| and | or ", text):
        return []
    return [item for item in re.split(r",\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+", text) if item]
