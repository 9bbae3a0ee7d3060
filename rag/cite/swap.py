"""Who did what to whom: whether a statement and a sentence have other actors at the same verb.

Sides are read off the words around a verb within its clause; a passive with "by" turns them round. Swapped arguments
are one of the error kinds of FRANK (Pagnoni, Balachandran and Tsvetkov 2021).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.cite.names import NOT_NAMES
from rag.words import FUNCTION_WORDS, content_stems, stem

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLAUSE = re.compile(r"[,;:“”\"()—–]|\b(?:that|which|but|because|while|when|after|before|where|although|as)\b")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|got|gets)\s(?:\w+ly\s|being\s)?$")
_RELATIVE = re.compile(r"\b(?:which|that)$")
_PRONOUN = re.compile(r"\b(?:it|they|he|she|who)\b", re.IGNORECASE)
"""An actor that the sentence does not name: "?" among the stems of its side."""
_AFTER_OBJECT = re.compile(r"(?<=\w)\s(?:and|or|in|on|at|for|to|with|by|of|from|during|over)\s")
_BY = re.compile(r"\bby\s")
_BY_SOMEBODY = re.compile(r"\s(?:jointly\s)?by\s(?!\d|an?\s|about\s|more\s|over\s|nearly\s|\w+ing\b)")
"""Behind a participle: "produced by Pixar", but neither "rose by 5 percent" nor "won by playing on"."""
_GOVERNING = frozenset(
    "the a an of his her their its this that these those for in at on by with no some any my our".split()
)
_IRREGULAR = frozenset(
    "led paid made beat took won lost gave sold bought sent brought held kept left met built wrote read spoke drew ran "
    "fell rose cut put set hit shot found got saw knew chose threw taught caught fought struck stole drove told".split()
)
_SAYING = frozenset(stem(word) for word in "said says told asked added called wrote according say".split())


@dataclass(frozen=True, slots=True)
class Sides:
    """The stems before and behind a verb, agent first: of "B was seen by A" the sides are A and B.

    Attributes:
        object: the stems of the few words right behind an active verb.
    """

    agent: frozenset[str]
    patient: frozenset[str]
    object: frozenset[str] = frozenset()


def swapped(statement: str, sentence: str, names: frozenset[str]) -> str | None:
    """Find a verb whose actors are others in the sentence.

    That is so where both sides have changed places; where a name of one side stands only on the other; and where the
    same is done by somebody else.

    Args:
        statement: what is claimed.
        sentence: what the article says, pronouns replaced by names.
        names: stems that name people and groups.

    Returns:
        The verb as the statement has it, or None.
    """
    verbs = {stem(match.group()): match for match in _verbs(statement)}
    shared = [(verbs[stem(m.group())], m) for m in _verbs(sentence) if stem(m.group()) in verbs]
    same = [(said, _sides(statement, said), _sides(sentence, there)) for said, there in shared]
    behind = frozenset(content_stems(sentence[min((there.end() for _, there in shared), default=0) :]))
    stems = frozenset(content_stems(sentence))
    agreeing = {said.group() for said, one, other in same if one.agent & other.agent}
    for said, one, other in same:
        ours, theirs = one.object & names, other.object & names
        others = {s for word, _, side in same if word.group() == said.group() for s in side.patient}
        if said.group() in agreeing and ours and theirs and not ours & others and ours <= stems:
            return said.group()
        if said.group() not in agreeing and _differ(one, other, names, behind):
            return said.group()
    return None


def _differ(one: Sides, other: Sides, names: frozenset[str], behind: frozenset[str]) -> bool:
    if not one.agent or not other.agent or "?" in one.agent:
        return False
    agent, patient = one.agent - one.patient, one.patient - one.agent
    turned_agent = agent & other.patient - other.agent
    turned_patient = patient & other.agent - other.patient
    if turned_agent and turned_patient:
        return True
    if turned_agent & names and not patient & other.patient & names:
        return True
    if turned_patient & names and not agent & other.agent:
        return True
    elsewhere = not agent & other.agent and "?" not in other.agent and agent <= behind
    if agent and elsewhere and len(one.patient & other.patient) > 1:
        return True
    acting = other.agent & names
    if agent & names and acting and not agent & other.agent and agent & names <= behind:
        return True
    return bool(agent & names and acting and one.patient & other.patient - names and not agent & other.agent)


def _verbs(text: str) -> list[re.Match[str]]:
    """The words of a text that look like verbs with two sides: a finite or -ing form that no article governs."""
    return [m for m in _WORD.finditer(text) if _is_verb(m.group(), text[: m.start()].rsplit(None, 1)[-1:])]


def _is_verb(word: str, before: list[str]) -> bool:
    low, previous = word.lower(), before[0] if before else ""
    if not word.islower() or len(word) < 3 or low in FUNCTION_WORDS or low in NOT_NAMES or stem(word) in _SAYING:
        return False
    if previous.lower() in _GOVERNING:
        return False
    if (
        low.endswith(("ed", "ing"))
        or low in _IRREGULAR
        or previous.lower() in {"been", "being"}
        or previous.endswith("ly")
    ):
        return True
    third = low.endswith("s") and (
        previous[:1].isupper() or previous.lower() in {"he", "she", "it", "who", "which", "also"}
    )
    return third or previous.lower() in {"will", "would", "to", "may", "might", "could", "should", "not", "did"}


def _sides(text: str, verb: re.Match[str]) -> Sides:
    before, behind = text[: verb.start()], text[verb.end() :]
    cuts = [m.end() for m in _CLAUSE.finditer(before)]
    left = before[cuts[-1] :] if cuts else before
    relative = before[: cuts[-1]][-40:] if cuts and _RELATIVE.search(before[: cuts[-1]]) and content_stems(left) else ""
    if not content_stems(left):
        left = before
    cut = _CLAUSE.search(behind)
    right = behind[: cut.start()] if cut else behind[:80]
    left, right = (re.sub(r"\b\w+ly\b", "", side) for side in (left, right))
    somebody = {"?"} if _PRONOUN.search(left) else set()
    if (_PASSIVE.search(before) or _BY_SOMEBODY.match(behind)) and not verb.group().endswith(("ing", "s")):
        by = _BY.search(behind[:60])
        return Sides(frozenset(content_stems(behind[by.end() :][:70] if by else "")), frozenset(content_stems(left)))
    direct = frozenset(content_stems(_AFTER_OBJECT.split(right, maxsplit=1)[0]))
    return Sides(frozenset(content_stems(left)) | somebody, frozenset(content_stems(f"{right} {relative}")), direct)
