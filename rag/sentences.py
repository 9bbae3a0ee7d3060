"""Where sentences start and end in English news text.

Candidates are the places where a terminator (and the quotes or brackets that close behind it) is followed by white
space and something that can open a sentence. Each candidate is then kept or refused by looking at the words around
it, never further than a few dozen characters, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSERS = "\"'”’»)\\]}"
_OPENERS = "\"'“‘«„(\\[{¿¡—–•-"

_MARK = re.compile(r"[.!?…‽؟]++|[。！？｡।॥\n]")  # a run of stops is tried once, from its start: linear time
_CANDIDATE = re.compile(
    rf"""
      (?P<stop> (?:\.\x20){{2,5}}\. | [.!?…‽؟]++ )   # a spaced ellipsis counts as one
      (?P<close> [{_CLOSERS}]*+ )
      (?: (?=\s) | (?<=[”’»])(?=[A-Z“]) )          # "…in the past.”The" has lost its space
    | [。！？｡।॥]++ (?:[」』”’）]*+)
    | \n\s*+                                          # the end of a line always ends a sentence
    """,
    re.VERBOSE,
)
_BEFORE = re.compile(r"[\s(\[“‘\"—–]")
_NEXT = re.compile(rf"\s+[{_OPENERS}]*\s?(?P<word>[^\s{_OPENERS}]*)|(?P<glued>[“\"‘]*\w+)")
_ASKED = re.compile(
    r"\s+(?:[A-Z][\w.’'-]*\s+){1,4}(?:said|says|asked|asks|told|wrote|added|replied|shouted|wondered|joked|cried)\b"
)

_NEVER_LAST = frozenset(
    "mr mrs ms messrs mx dr prof gen sen sens rep reps gov govs lt col capt sgt maj cpl pvt adm cmdr brig rev fr hon "
    "pres supt det insp st mt ft amb atty asst assn dept vs v viz cf eg e.g i.e approx ca".split()
)
_BEFORE_NUMBER = frozenset(
    "no nos art arts sec secs ch fig figs p pp vol para ed est jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_MAYBE_LAST = frozenset(
    "inc co corp ltd llc plc bros jr sr etc al ave blvd rd est dist univ a.m p.m ph.d m.d b.a m.a b.c a.d "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa "
    "tenn tex va vt wash wis wyo ont que".split()
)
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_STARTERS = frozenset(
    "a about according after all also although although an and another any as at back because before both but by can "
    "could did do does during each even every few finally first five for four from further he her here his how "
    "however i if in instead is it it's its just last later like many may maybe meanwhile more most moreover much my "
    "neither never no nobody none nor not nothing now of on once one only or other others our over perhaps police she "
    "should since so some still such ten that that's the their them then there there's these they they're this those "
    "though three through thus to today tomorrow two under unlike until very was we we're were what when where whether "
    "which while who whose why will with without would yes yesterday yet you your".split()
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Find the sentences of a text.

    Args:
        text: any text; a line break always ends a sentence.

    Returns:
        ``(start, end)`` of each sentence, in characters of ``text``, in order, without white space around it.
        Every character that is not white space lies in exactly one sentence.
    """
    spans: list[tuple[int, int]] = []
    start = _skip_space(text, 0)
    for candidate in _candidates(text):
        if candidate.end() <= start or not _ends_sentence(text, candidate, start):
            continue
        end = candidate.end() if candidate.group()[0] != "\n" else candidate.start()
        if end > start:
            spans.append((start, start + len(text[start:end].rstrip())))
        start = _skip_space(text, max(end, candidate.end()))
    if start < len(text):
        spans.append((start, start + len(text[start:].rstrip())))
    return spans


def _candidates(text: str) -> Iterator[re.Match[str]]:
    """The places where a sentence may end, in order."""
    position = 0
    while mark := _MARK.search(text, position):
        candidate = _CANDIDATE.match(text, mark.start())
        position = candidate.end() if candidate else mark.end()
        if candidate:
            yield candidate


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _ends_sentence(text: str, candidate: re.Match[str], start: int) -> bool:
    stop = candidate.group("stop")
    if stop is None:
        return True
    following = _NEXT.match(text, candidate.end())
    word = (following.group("word") or following.group("glued") or "") if following else ""
    if word and word[0].islower() and not any(c.isupper() for c in word[1:]):
        return False
    if stop != ".":
        return not (candidate.group("close") and stop[-1] in "!?" and _ASKED.match(text, candidate.end()))
    if candidate.group("close"):
        return True
    before = _BEFORE.split(text[max(start, candidate.start() - 40) : candidate.start()])[-1]
    return not _is_abbreviation(before, word, candidate.start() - start)


def _is_abbreviation(before: str, word: str, offset: int) -> bool:
    """Whether the full stop belongs to ``before``, given the ``word`` after it and how far in its sentence it is."""
    bare = before.lower()
    opens = word.lower().rstrip(",;:").replace("’", "'") in _STARTERS
    if bare in _NEVER_LAST:
        return True
    if bare in _BEFORE_NUMBER and word[:1].isdigit():
        return True
    if before.isdigit() and offset == len(before):
        return True  # the number of a list item
    if len(before) == 1 and before.isalpha() and before.isupper():
        return before != "I" or not opens
    if bare in _MAYBE_LAST and (before[0].isupper() or "." in before or bare in {"etc", "al", "est"}):
        return not opens and bool(word)
    if _ACRONYM.fullmatch(before):
        return not opens and bool(word)
    return False
