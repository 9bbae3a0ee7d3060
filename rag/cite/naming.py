"""Who called whom what: “Trump called Zelensky a dictator”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.cite.names import names_in
from rag.cite.roles import head_noun
from rag.words import content_stems

_CALLS = re.compile(
    r"\b(?:call(?:s|ed|ing)?|labell?(?:s|ed|ing)?|brand(?:s|ed|ing)?|dub(?:s|bed|bing)?|describ(?:es?|ed|ing))\s"
    r"(?P<called>(?:[^\W_][\w.’'-]*\s){1,6}?)(?:as\s)?(?:an?|the)\s(?P<label>[^\W_][\w’'-]*(?:\s[a-z][\w’'-]*){0,3})"
)
_CALLED_BY = re.compile(
    r"(?:is|was|were|been|being)\s(?:called|labell?ed|branded|dubbed|described)\s(?:as\s)?(?:an?|the)\s"
    r"(?P<label>[^\W_][\w’'-]*(?:\s[a-z][\w’'-]*){0,3}?)\sby\s(?P<caller>[^,;:]{2,60})"
)
_CLAUSE = re.compile(r"[;:“”\"()—–]|\b(?:that|which|but|because|while|when|although|as|with|and)\b")
_ENDS_LABEL = re.compile(r"\s(?:and|but|who|which|that|for|over|on|in|at|after|of|to|from|with|by|because|as)\b.*")


@dataclass(frozen=True, slots=True)
class Naming:
    """Somebody called somebody something.

    Attributes:
        caller: a name.
        called: a name, or a role phrase such as "the Ukrainian leader".
        label: the stems of what they were called.
    """

    caller: str
    called: str
    label: frozenset[str]


def namings(text: str) -> list[Naming]:
    """Find who called whom what in a sentence whose pronouns and roles were replaced by names."""
    return [*_active(text), *_passive(text)]


def _active(text: str) -> Iterator[Naming]:
    for found in _CALLS.finditer(text):
        clause = _clause_before(text, found.start())
        callers, called = names_in(clause), _called(found["called"].strip())
        if callers and called:
            yield Naming(callers[-1].text, called, _label(found["label"]))


def _passive(text: str) -> Iterator[Naming]:
    for found in _CALLED_BY.finditer(text):
        called, callers = names_in(_clause_before(text, found.start())), names_in(found["caller"])
        if callers and called:
            yield Naming(callers[0].text, called[-1].text, _label(found["label"]))


def _clause_before(text: str, end: int) -> str:
    """The words of a clause up to a verb: nothing of an earlier one, unless the clause has no words of its own."""
    starts = [cut.end() for cut in _CLAUSE.finditer(text, 0, end) if text[cut.end() : end].strip()]
    return text[starts[-1] if starts else 0 : end]


def _called(phrase: str) -> str | None:
    names = names_in(phrase)
    return phrase if head_noun(phrase) else names[-1].text if names else None


def _label(words: str) -> frozenset[str]:
    return frozenset(content_stems(_ENDS_LABEL.sub("", words)))
