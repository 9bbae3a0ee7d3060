"""The noun phrases of a question, found by their first word and by where they must end; without a tagger."""

from __future__ import annotations

import re

AUXILIARIES = frozenset(
    "is are was were be been has have had do does did will would can could may might must should shall".split()
)
_DO = frozenset("do does did will would can could may might must should shall".split())
_BE = AUXILIARIES - _DO
DETERMINERS = frozenset("the a an this that these those any some every each another no all both his its their".split())
NUMBER_WORDS = frozenset("two three four five six seven eight nine ten eleven twelve dozens hundreds thousands".split())
VERBS = frozenset(
    "built held made born found sold cast hit hurt killed won lost led paid sent left told said set shot cut put begin "
    "began begun give gave given take took taken write wrote written choose chose chosen bought caught taught brought "
    "broke broken stole stolen fell fallen ran gone went came come get got met saw seen done known spoke spoken says "
    "runs wants makes gives takes leads owns works lives become became happen happened say want make go do have".split()
)
ENDS = (
    AUXILIARIES
    | VERBS
    | frozenset(
        "about above across after against along among and around as at because before behind below beside besides "
        "between but by during for from if in inside into near off on onto or out over since so than then through "
        "till to toward towards under until up upon via when where which while who whom whose why with within "
        "without not he she it they i you we him them me us there down again ago away back still now yet already "
        "also ever that".split()
    )
)
_KEEPS_ALL = AUXILIARIES | VERBS | {"of"}
PLURALS = frozenset("people police children men women media".split())
_RELATIONS = frozenset(
    "name names number cost price size age job cause result reason date amount total length kind type sort end "
    "beginning start middle rest".split()
)
_WORD = re.compile(r"[^\W_](?:[\w’'&.-]*[^\W_])?|[^\w\s]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MOST_WORDS = 5


def noun_phrases(question: str) -> list[tuple[int, int]]:
    """Find the phrases that open with an article, a count or "how many", as (start, end) in characters, in order.

    "the second bell of Saltmere" is one phrase; of "the name of the ship" only "the ship" is what is spoken of.
    """
    words = list(_WORD.finditer(question))
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(words):
        end = _end_of_phrase(words, place) if _opens(words, place) else place
        if end > place + 1 or (end > place and not _is_determiner(words[place])):
            start = _inner(words, place, end)
            found.append((words[start].start(), words[end - 1].end()))
        place = max(place + 1, end)
    return found


def _is_determiner(word: re.Match[str]) -> bool:
    return word[0].lower() in DETERMINERS


def _opens(words: list[re.Match[str]], place: int) -> bool:
    word = words[place][0].lower()
    if word in DETERMINERS or word in NUMBER_WORDS or (word[0].isdigit() and not _YEAR.fullmatch(word)):
        return word != "that" or (place > 0 and words[place - 1][0].lower() in AUXILIARIES)
    owner = word.endswith(("'s", "’s", "s'", "s’"))
    return (owner or _is_counted(words, place)) and word not in ENDS


def _is_counted(words: list[re.Match[str]], place: int) -> bool:
    """Whether a word stands behind "how many", "which", or a "what" that asks for one of a kind."""
    before = words[place - 1][0].lower() if place else ""
    return before in ("many", "which") or (before == "what" and place + 1 < len(words) and _is_end(words[place + 1]))


def _is_end(word: re.Match[str]) -> bool:
    return word[0].lower() in ENDS or not word[0][0].isalnum()


def _end_of_phrase(words: list[re.Match[str]], start: int) -> int:
    """The place behind the phrase's last word."""
    end = start + 1
    counted = _is_counted(words, start)
    while end < len(words) and end - start <= _MOST_WORDS and not _breaks(words, start, end):
        if counted and (words[end - 1][0].lower().endswith("s") or words[end - 1][0].lower() in PLURALS):
            break
        end += 1
    end = end if counted else _without_verb(words, start, end)
    if end + 1 < len(words) and words[end][0].lower() == "of" and end > start:
        inner = end + 1
        after = _end_of_phrase(words, inner) if not _is_end(words[inner]) else inner
        return after if after > inner else end
    return end


def _breaks(words: list[re.Match[str]], start: int, place: int) -> bool:
    word, before = words[place][0], words[place - 1][0]
    if _is_end(words[place]) or word.lower() == "of" or word.lower() in DETERMINERS:
        return True
    if place > start + 1 and word[0].isupper() and before[0].islower() and before.lower() not in DETERMINERS:
        return True
    return place > start + 1 and (word[0].isdigit() or (word.endswith("ed") and word[0].islower()))


def _without_verb(words: list[re.Match[str]], start: int, end: int) -> int:
    """Leave out the verb that follows a subject: "did the mediator order", "was the bridge safe"."""
    length = end - start - _is_determiner(words[start])
    if length < 2 or start == 0 or (end < len(words) and words[end][0].lower() in _KEEPS_ALL):
        return end
    before = words[start - 1][0].lower()
    asks = words[0][0].lower()
    follows = before in _DO or (before in _BE and asks not in ("who", "what", "where", "which"))
    return end - 1 if follows and words[end - 1][0][0].islower() else end


def _inner(words: list[re.Match[str]], start: int, end: int) -> int:
    """Where the phrase begins that a relation such as "the name of" leads to."""
    for place in range(start, end - 1):
        if words[place][0].lower() == "of" and words[place - 1][0].lower() in _RELATIONS:
            return place + 1
    return start
