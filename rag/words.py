"""The words of a text that carry meaning, brought to a common form."""

from __future__ import annotations

import re

FUNCTION_WORDS = frozenset(
    "a about an and any are article as at be been being but by can could did do does doing done for from get got had "
    "has have he her him his how i if in into is it its just may me might more most must my no nor not now of on or "
    "our out over please s she should so some story such t tell than that the their them then there these they this "
    "those to too up upon us was we were what when where which while who whom whose why will with would you "
    "your".split()
)
_WORD = re.compile(r"\d[\d,.]*\d|\w+")
_NOT = re.compile(r"n['’]t\b")
_ENDINGS = (
    ("ations", "at"), ("ation", "at"), ("ities", "ity"), ("iness", "y"), ("ments", "ment"), ("ingly", ""), ("edly", ""),
    ("ies", "y"), ("ied", "y"), ("ing", ""), ("ers", ""), ("ed", ""), ("es", ""), ("er", ""), ("ly", ""), ("s", ""),
    ("e", ""),
)  # fmt: skip


def stem(word: str) -> str:
    """A word without its ending: "sponsors", "sponsored" and "sponsoring" become the same."""
    word = word.lower()
    if len(word) <= 3 or word[0].isdigit():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending) + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word


def content_stems(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order, once each."""
    words = (word.lower() for word in _WORD.findall(_NOT.sub(" ", text)))
    return list(dict.fromkeys(stem(word) for word in words if word not in FUNCTION_WORDS))


def coverage(question: str, text: str) -> float:
    """The share of a question's meaningful words that a text has, 0 to 1; 1 for a question without any."""
    asked = content_stems(question)
    if not asked:
        return 1.0
    there = set(content_stems(text))
    return sum(word in there for word in asked) / len(asked)
