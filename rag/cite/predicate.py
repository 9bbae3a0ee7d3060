"""What a statement says of its subject: the words behind "is", "was" or "has", or the verb behind a name."""

from __future__ import annotations

import re

from rag.cite.align import stems_of
from rag.cite.names import names_in
from rag.cite.scope import base_stem
from rag.words import FUNCTION_WORDS

_AUXILIARY = re.compile(
    r"\b(?:(?:is|are|was|were|has|have|had|would|could|should|did|does|do)(?:n['’]t)?|will|won['’]t|can(?:not|['’]t)?|may|might)\b"
    r"(?:\s(?:not|been|be|also|already|now|never|still|just|have|being)\b)*",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[,;:—–(“\"]|\b(?:because|after|before|when|while|that|who|which|by|in|on|at|for|with|from|to|than)\b",
    re.IGNORECASE,
)
_VERB = re.compile(r"\s(?P<verb>[a-z]+(?:ed|s|d|t|e|n|k|w|g|m)?)\b")
_LIGHT = frozenset(
    "begin began begun start started due set able expected going likely said say says told called call went come came "
    "want wants wanted try tries tried run runs ran hold holds held keep keeps kept got made make took take taken "
    "given gave put still used there speak speaks spoke spoken add adds added describe described describes "
    "decline declined declines declining refuse refused refuses refusing".split()
)
"""Words that say little by themselves, or that news says in many other ways, as it does "no"."""


def predicates(statement: str) -> list[frozenset[str]]:
    """The stems of what a statement says, clause by clause; none where that cannot be told or says little."""
    named = frozenset(s for name in names_in(statement) for s in stems_of(name.text))
    said = [_behind(statement[found.end() :]) for found in _AUXILIARY.finditer(statement)]
    found = [_telling(words) - named for words in said or [_verb_behind_name(statement)]]
    return [stems for stems in found if stems]


def _behind(text: str) -> list[str]:
    end = _ENDS.search(text)
    return re.findall(r"[^\W\d_]+", text[: end.start()] if end else text)


def _telling(words: list[str]) -> frozenset[str]:
    telling = (word.lower() for word in words if word.lower() not in _LIGHT | FUNCTION_WORDS)
    return frozenset(s for word in telling for s in (*stems_of(word), base_stem(word)))


def _verb_behind_name(statement: str) -> list[str]:
    """The word behind the name that a statement opens with, perhaps after a title: "Director Aas stole"."""
    opening = next((name for name in names_in(statement) if len(statement[: name.start].split()) <= 2), None)
    found = _VERB.match(statement, opening.end) if opening else None
    return [found["verb"]] if found else []
