"""Who did what to whom: whether a statement and a sentence have the two sides of a verb the other way round."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.cite.names import NOT_NAMES
from rag.words import FUNCTION_WORDS, content_stems, stem

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|got|gets)\s(?:\w+ly\s)?$")
_REACH = 9
"""Words to either side of a verb that can be its subject or object."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The stems before and behind a verb, agent first: of "B was seen by A" the sides are A and B."""

    agent: frozenset[str]
    patient: frozenset[str]


def swapped(statement: str, sentence: str, names: frozenset[str]) -> str | None:
    """Find a verb whose sides are the other way round in the sentence.

    Args:
        statement: what is claimed.
        sentence: what the article says.
        names: stems that name the actors of either, such as those of people and groups.

    Returns:
        The verb as the statement has it, or None.
    """
    verbs = {stem(word): (word, match) for match in _WORD.finditer(statement) if _may_be_verb(word := match.group())}
    for match in _WORD.finditer(sentence):
        found = verbs.get(stem(match.group()))
        if found is None or not _may_be_verb(match.group()):
            continue
        one, other = _sides(statement, found[1], names), _sides(sentence, match, names)
        agent, patient = one.agent - one.patient, one.patient - one.agent
        if agent & other.patient - other.agent and patient & other.agent - other.patient:
            return found[0]
    return None


def _may_be_verb(word: str) -> bool:
    return word.islower() and len(word) > 2 and word not in FUNCTION_WORDS and word not in NOT_NAMES


def _sides(text: str, verb: re.Match[str], names: frozenset[str]) -> Sides:
    before = [m.group() for m in _WORD.finditer(text, 0, verb.start())][-_REACH:]
    behind = [m.group() for m in _WORD.finditer(text, verb.end())][:_REACH]
    left, right = _actors(before, names), _actors(behind, names)
    passive = _PASSIVE.search(text, 0, verb.start()) and "by" in behind
    return Sides(right, left) if passive else Sides(left, right)


def _actors(words: list[str], names: frozenset[str]) -> frozenset[str]:
    return frozenset(s for s in content_stems(" ".join(words)) if s in names)
