"""Who and what an answer names: first what the whole of it is, when it is a phrase and not a clause."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.cite.names import names_in
from rag.followup.mentions import DAY, LONGEST_NAME, Mention, Sort, named_by, phrase, whole_name
from rag.followup.nouns import DETERMINERS, NUMBER_WORDS, noun_phrases

_CLAUSE = re.compile(
    r"^(?:that|because|by \w+ing|to|if|when|so|he|she|it|they|there|i|we)\b"
    r"|\b(?:is|are|was|were|has|have|had|will|would|said|says)\b|n['’]t\b"
    r"|^(?:the|an?)\s+(?:[^\W\d_]+\s+){1,2}[^\W\d_]+ed(?:$|\s+(?:in|on|at|to|the|an?|that|after|before|when)\b)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?:at|in|on|by|from|to|near|with|for)\s+", re.IGNORECASE)
_CUT = re.compile(r",|;|:| - | – | \(|\s(?:who|which|that|whose|where|to)\s")
_NUMBER = re.compile(r"^(?:over|about|around|nearly|almost|more than|less than|at least|some|up to)?\s*[\d$€£]")
_REFUSED = re.compile(
    r"^(?:the articles?(?:’s|'s)?|i found nothing|i find no answer|i don['’]t know|the library is empty)\b",
    re.IGNORECASE,
)
_LONGEST_ANSWER = 14


@lru_cache(maxsize=512)
def answered_with(answer: str) -> tuple[Mention, ...]:
    """What an answer names; first what the whole of it is, when it is a phrase and not a clause. None for a refusal."""
    text = short(answer)
    if not text or _REFUSED.match(text):
        return ()
    whole = _whole(text)
    names = [named_by(text, name.start, name.text) for name in names_in(text)]
    if whole and whole.sort is Sort.THING:
        return (whole, *names)
    return (*([whole] if whole else []), *(name for name in names if not whole or name.text not in whole.text))


def told_in(answer: str) -> list[Mention]:
    """The noun phrases of an answer that is a clause: "The mayor resigned." names the mayor."""
    text = short(answer)
    if not text or _REFUSED.match(text) or _whole(text):
        return []
    return [one for start, end in noun_phrases(text) if (one := phrase(text[start:end], start))]


def short(answer: str) -> str:
    """The first line of an answer, without its full stop."""
    return answer.strip().split("\n")[0].rstrip(".").strip()


def _whole(text: str) -> Mention | None:
    """What an answer is as one phrase."""
    bare = _PREPOSITION.sub("", text)
    if found := DAY.match(bare) or DAY.match(text):
        return Mention(text, 0, Sort.DAY) if len(text.split()) - len(found[0].split()) <= 3 else None
    words = bare.split()
    if _NUMBER.match(bare.lower()) or words[0].lower() in NUMBER_WORDS:
        return Mention(text, 0, Sort.NUMBER, plural=True)
    if len(words) > _LONGEST_ANSWER or _CLAUSE.search(text) or words[0].lower().rstrip(",") in ("yes", "no"):
        return None
    if bare[0] in "“\"'‘":
        return None
    first = _CUT.split(bare)[0] if words[0].lower() in DETERMINERS or len(words) > LONGEST_NAME else bare
    start = len(text) - len(bare)
    if name := whole_name(first):
        return Mention(first, start, name.sort, plural=name.plural)
    return phrase(first, start)
