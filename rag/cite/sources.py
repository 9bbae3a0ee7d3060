"""The words that name a speaker, to the left or to the right of a cue."""

from __future__ import annotations

import re

from rag.cite.names import CALENDAR, NOT_NAMES, WORD
from rag.cite.people import people

Place = tuple[int, int]

_LEFT_OF_VERB = re.compile(
    r"(?:\s*\b(?:also|later|then|has|have|had|not|never|again|once|even|further|repeatedly|first|just|still|is|was|would|will|"
    r"recently|earlier|did|does|went\son\sto|goes\son\sto|both|all|famously|(?!ally|family|assembly|reply|supply)\w+ly|[Tt]oday|[Yy]esterday|"
    r"(?:on\s|late\s|early\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s(?:morning|night|evening|afternoon))?|"
    r"in\s(?:an?|the|his|her)\s(?:\w+\s){0,2}(?:interview|statement|email|speech|tweet|letter|post|blog)))+\s*$"
)
_STOP = frozenset(
    "that which while when after before because if although though since until where whether as than so but or nor "
    "what why how however meanwhile then".split()
)
_OPENS_PHRASE = frozenset(
    "the a an he she it they we i his her their its our one two some many most other another several officials "
    "critics experts people both those few voters residents reporters analysts scientists researchers everyone "
    "someone nobody all you three four five six others this that these police no any such more".split()
)
_FINITE = frozenset("was were is are has have had will would can could did does do may might must should".split())
_PREPOSITIONS = frozenset(
    "on in at after during for as by with from before since under over despite like to among amid unlike".split()
)
_RIGHT_END = re.compile(
    r"\s(?:citing|quoting|speaking|adding|in|on|at|during|after|before|when|while|as|about|from|to|last|this|that|earlier|later|yesterday|today|who|"
    r"Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b|[,.;:!?“”\"(\n—–]|$"
)
_NAMED_BEHIND = re.compile(rf",\s(?P<name>{WORD}(?:\s{WORD}){{1,3}})(?=[,.]|$)")
_PRONOUN = re.compile(r"(?:he|she|they|it|we|I|He|She|They|It|We)$")


def left_of(text: str, start: int, position: int) -> Place | None:
    """The noun phrase that ends, but for adverbs and an insertion between commas, at a verb's ``position``.

    Args:
        text: with the words of quotations masked.
        start: of the sentence.
        position: of the verb.
    """
    whole = _before_adverbs(text, start, position)
    end = _before_insertion(text, start, whole)
    if end is None:
        return None
    relative = re.search(r",?\s(?:who|which)$", text[start:end])
    if relative:
        end = start + relative.start()
    phrase = _without_lead(text, _phrase_start(text, start, end), end)
    return (phrase[0], len(text[:whole].rstrip(" ,"))) if phrase and end < whole and not relative else phrase


def _before_adverbs(text: str, start: int, position: int) -> int:
    adverbs = _LEFT_OF_VERB.search(text, start, position)
    end = adverbs.start() if adverbs else position
    return start + len(text[start:end].rstrip())


def _before_insertion(text: str, start: int, end: int) -> int | None:
    """Step over ", the White House adviser," and ", who is 42,"; None when nothing stands before the verb."""
    for _ in range(3):
        if end <= start:
            return None
        if text[end - 1] not in ",–—)":
            return end
        opener = {")": "("}.get(text[end - 1], text[end - 1])
        other = text.rfind(opener, start, end - 1)
        closing = max(text.rfind(mark, start, end - 1) for mark in '”"’')
        if other <= start or other < closing or end - other > 160:
            return None
        chunk = text[other + 1 : end - 1].strip()
        end = start + len(text[start:other].rstrip())
        outer = text.rfind(",", start, end)
        described = re.match(r"(?:an?|the|who)\s|\d", text[outer + 1 : end].strip()) and not chunk.startswith("who")
        if described and outer > start and text[outer - 1] not in '”"' and text[outer + 1] not in '”"':
            end = outer
    return end


def _phrase_start(text: str, start: int, end: int) -> int:
    """Walk left over at most 14 words, to the edge of the clause."""
    begin = end
    for _ in range(14):
        gap = re.search(r"(\S+)\s*$", text[start:begin])
        if gap is None:
            break
        word = gap[1]
        if (word[-1] in ",;:”\"“’'…—–)" and not (word[-1] in "’'" and word[-2:-1] == "s" and begin < end)) or word in {
            "—",
            "–",
            "-",
        }:
            break
        if word.lower() in _STOP or word in _FINITE or (word == "and" and not _joins_names(text, begin)):
            break
        begin = start + gap.start(1)
        if word[0] in '“"‘(' or _PRONOUN.match(word):
            break
    return begin


def _joins_names(text: str, position: int) -> bool:
    """Whether the "and" that ends before ``position`` stands between two capitalized words."""
    left = re.search(r"(\S+)\s+and\s*$", text[max(0, position - 40) : position])
    right = re.match(r"\s*(\S)", text[position : position + 3])
    return bool(left and right and left[1][0].isupper() and right[1].isupper() and not left[1].endswith(","))


def _without_lead(text: str, begin: int, end: int) -> Place | None:
    """Cut what comes before the phrase proper: "But", "On Thursday", "In a statement"."""
    begin += len(text[begin:end]) - len(text[begin:end].lstrip(" “\"‘'(-–—"))
    while begin < end:
        word = re.match(r"[\w’'.-]+", text[begin:end])
        if word is None:
            return None
        low = word.group().lower().rstrip(".")
        if low in _PREPOSITIONS:
            begin = _last_phrase(text, begin, end)
            break
        if low in _OPENS_PHRASE or (low not in NOT_NAMES and low not in CALENDAR):
            break
        begin += word.end()
        begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    return (begin, end) if begin < end and text[begin:end].strip() else None


def _last_phrase(text: str, begin: int, end: int) -> int:
    """The start of the last noun phrase of a stretch: a person's name, else the last article or capitalized run."""
    named = [first for person in people(text) for first, last in person.mentions if begin <= first and last <= end]
    if named:
        return max(named)
    starts = [
        m.start()
        for m in re.finditer(r"\b(?:the|an?|he|she|they|it|we|his|her)\s|\b(?:he|she|they|it|we)$", text[begin:end])
    ]
    return begin + starts[-1] if starts else begin


def right_of(text: str, position: int, end: int) -> Place | None:
    """The noun phrase that follows an inverted verb (", said Mike Waltz, the adviser"), without what describes it."""
    begin = position + len(text[position:end]) - len(text[position:end].lstrip())
    edge = _RIGHT_END.search(text, begin, end)
    last = edge.start() if edge else end
    words = text[begin:last]
    if re.search(r"\b(?:would|will|is|was|were|are|has|had|have|can|could|should|must|may|might|did|does)\b", words):
        return None
    if not words or not re.match(
        r"[A-Z]|(?:the|an?|his|her|its|their|one|two|some|many|another|several|former|he|she|they|it|we)\b", words
    ):
        return None
    named = _NAMED_BEHIND.match(text, last, end) if words[0].islower() else None
    return begin, named.end("name") if named else begin + len(words.rstrip())


def subject_of(text: str, start: int, position: int) -> Place | None:
    """The subject of the sentence that a participle ("…, saying") hangs on: its first person, pronoun or phrase."""
    pronoun = re.match(r"(?:[A-Z]\w+,?\s)?(he|she|they|it|He|She|They|It)\b", text[start:position])
    if pronoun:
        return start + pronoun.start(1), start + pronoun.end(1)
    named = sorted(
        place for person in people(text) for place in person.mentions if start <= place[0] and place[1] <= position
    )
    for first, last in named:
        if text[last : last + 2] not in {"’s", "'s"}:
            return first, last
    phrase = re.match(
        r"(?:The|A|An|[A-Z])[^,;:]*?(?=\s(?:is|was|were|are|has|have|had|would|will|\w+ed|issued|gave|made)\b|,)",
        text[start:position],
    )
    return (start, start + phrase.end()) if phrase else None
