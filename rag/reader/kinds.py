"""What a question asks for: each kind has an answer function of its own."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of questions; ``SPAN`` is every plain what, when, where and how many."""

    SUMMARY = "summary"
    SAYS_ABOUT = "says_about"
    WHO_SAID = "who_said"
    LIST = "list"
    WHO = "who"
    WHY = "why"
    HOW = "how"
    YES_NO = "yes_no"
    COMPARE = "compare"
    SPAN = "span"


IN_ONE_PLACE = frozenset({Kind.WHO, Kind.WHO_SAID, Kind.SPAN, Kind.WHY, Kind.HOW})
"""Kinds whose whole answer may stand in one place; the others' is gathered, or chosen, from all that was found."""
VERIFIED = frozenset({Kind.WHO, Kind.SPAN, Kind.LIST, Kind.WHY, Kind.HOW})
"""Kinds that are answered by what the reader finds, which can be held against its sentence with the question."""


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern in which a space stands for itself and a line break for nothing."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return re.compile("".join(lines), re.IGNORECASE)


_SAY = _any(
    "say said says claim claims claimed state states stated tell told announce announced argue argues argued warn "
    "warned deny denied denies think thinks thought believe believes"
)
_VIEW = _any("view opinion position stance reaction response comment remark argument statement") + "s?"
_ABOUT = _any("about on of to regarding concerning")
_PIECE = _any("article story piece report text news")
_PERSON = _any(
    "person man woman politician official leader adviser advisor president minister author player judge scientist actor"
)
_THINGS = _any(
    "countries nations people cities towns companies states officials leaders teams players parties groups items names "
    "steps measures reasons organisations organizations candidates topics places outlets sources members victims "
    "winners things changes demands conditions products areas districts"
)
_ASKS_YES_NO = _any(
    "is are was were am do does did has have had can could will would should shall may might must isn['’]?t aren['’]?t "
    "wasn['’]?t weren['’]?t don['’]?t doesn['’]?t didn['’]?t hasn['’]?t won['’]?t can['’]?t"
)
_OPENING = "^(?:and |so |but |ok(?:ay)?,? )?"

_SUMMARY = _pattern(
    rf"""
    \b(?:summar(?:y|ise|ize)|tl;?dr|key (?:points?|takeaways?|facts?)|main (?:points?|ideas?|message)|gist|in short)\b
    |\bwhat(?:['’]?s| is| was) (?:this|it|the {_PIECE})(?: {_PIECE})? (?:all )?about\b
    |^what (?:does|do) (?:this|the) {_PIECE} (?:say|cover|discuss|talk about)\W*$
    |^(?:give me )?(?:an? )?(?:overview|outline)\b
    |^what(?:['’]?s| is)? (?:the (?:main )?story|going on|happening|the news)\W*$
    """
)
_SAYS_ABOUT = _pattern(
    rf"""
    ^what (?:else )?(?:does|did|do|has|have|had|is|was|were) (?P<who>.+?) {_SAY}(?:ing)?\b
    (?: {_ABOUT} (?P<about>.+?))?\W*$
    |^what(?: is| was| were| are|['’]s) (?P<whose>.+?)['’]s? {_VIEW}\b(?: {_ABOUT} (?P<topic>.+?))?\W*$
    """
)
_WHO_SAID = _pattern(
    rf"""
    ^(?:who|whom|which \w+) (?:has |have |was it (?:that|who) )?(?:{_SAY}|called|described|quoted)\b
    |^whose (?:quote|words|remark)
    """
)
_WHO = _pattern(rf"{_OPENING}(?:who(?:['’]s|m|se)?|(?:which|what) {_PERSON})\b|\bby whom\b")
_WHY = _pattern(
    rf"""
    {_OPENING}(?:why|how come|what (?:is|was|are|were) the (?:reason|reasons|cause|causes|motive|purpose)
    |for what reason|what (?:caused|led to|prompted|made))\b
    |\bwhy\W*$
    """
)
_MEASURES = _any("many much long old far often big large tall high fast soon late deep wide heavy come")
_HOW = _pattern(rf"{_OPENING}(?:how\b(?! {_MEASURES}\b)|(?:in|by) (?:what|which) (?:ways?|manner|means)\b)")
_YES_NO = _pattern(rf"{_OPENING}{_ASKS_YES_NO} ")
_LIST = _pattern(
    rf"""
    ^(?:and )?(?:list|name|give me|enumerate)\b
    |^(?:which|what) (?:all )?(?:\w+ ){{0,2}}{_THINGS}\b
    |^who (?:all )?(?:are|were) (?:all )?the\b
    """
)
_PAPERS = _any("papers articles stories pieces reports outlets newspapers sources accounts versions")
_COMPARE = _pattern(
    rf"""
    \b(?:both|each|either|the two) (?:\w+ )?(?:{_PAPERS}|paper|article|story|report|outlet)\b
    |\b(?:vs\.?|versus)\b
    |\b(?:compare|difference between|differ)\b
    |^(?:is|are|do|does|did|was|were)\b.*\bsame\b
    |,\s*(?:the )?\w+ against (?:the )?\w+\W*$
    """
)
_PAPER = rf"(?:\w+ )*?(?:{_PAPERS}|paper|article|story|report|outlet)"
_BESIDE = _pattern(
    rf"""
    ^.{{1,60}}? (?:vs\.?|versus) .{{1,60}}?:\s*
    |,\s*(?:the )?\w+ (?:vs\.?|versus|against) (?:the )?\w+$
    | (?:in|according to|by) (?:both|each|either|the two) {_PAPER}$
    | (?:does|did|do) (?:each|both|either) {_PAPER} (?:report|give|say|name|state)s?$
    """
)
_AGREE_ON = re.compile(r"\bagree (?:on|about) (?P<clause>(?:what|who|when|where|why|how|which)\b.+)$", re.IGNORECASE)
_SAME_OF = re.compile(r"^(?:is|are|was|were) (?P<thing>.+?) the same\b(?: .*)?$", re.IGNORECASE)
_SAME_THING = re.compile(r"\bthe same (?P<thing>.+)$", re.IGNORECASE)
_IN_ORDER = (
    (Kind.SUMMARY, _SUMMARY),
    (Kind.COMPARE, _COMPARE),
    (Kind.SAYS_ABOUT, _SAYS_ABOUT),
    (Kind.WHO_SAID, _WHO_SAID),
    (Kind.LIST, _LIST),
    (Kind.WHO, _WHO),
    (Kind.WHY, _WHY),
    (Kind.HOW, _HOW),
    (Kind.YES_NO, _YES_NO),
)
_BETWEEN_PARTS = re.compile(
    r",?\s+(?:and|&)\s+(?=(?:who|what|when|where|why|how|which|did|does|is|was|are|were)\b)|\?\s+(?=\w)", re.IGNORECASE
)


def kind_of(question: str) -> Kind:
    """The kind of a question that stands alone (questions about the record are told apart by ``answers.record``)."""
    asked = " ".join(question.split())
    return next((kind for kind, pattern in _IN_ORDER if pattern.search(asked)), Kind.SPAN)


def asked_of_each(question: str) -> str:
    """What a question that compares articles asks of each of them; any other question as it is.

    "Do both articles give the same price for a ticket?" asks each of them "what price for a ticket?".
    """
    if kind_of(question) is not Kind.COMPARE:
        return question
    asked = _BESIDE.sub("", " ".join(question.split()).rstrip(" ?.!")).strip()
    if found := _AGREE_ON.search(asked):
        return f"{found['clause']}?"
    if found := _SAME_OF.match(asked):
        return f"what is {found['thing']}?"
    if found := _SAME_THING.search(asked):
        return f"what {found['thing']}?"
    return f"{asked}?" if asked else question


def speaker_and_topic(question: str) -> tuple[str, str | None] | None:
    """Of "what does X say about Y": X, and Y or None; None for any other question."""
    found = _SAYS_ABOUT.search(" ".join(question.split()))
    if not found:
        return None
    return found["who"] or found["whose"], found["about"] or found["topic"]


def parts(question: str) -> list[str]:
    """A question in two or more parts, one by one; a question in one part as it is."""
    found = [part.strip(" ?") for part in _BETWEEN_PARTS.split(question)]
    if len(found) > 1 and all(len(part.split()) >= 2 for part in found):
        return [part + "?" for part in found]
    return [question]
