"""How far a negator or a hedge reaches: the next few words that carry meaning in its clause.

Negation scope as a stretch to the right of its cue follows NegEx (Chapman et al. 2001).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rag.words import stem

_TOKEN = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:['’][^\W_]+)*|[,;:.—–()“”\"]")
UNKNOWN = {"unknown": "known", "unclear": "clear", "uncertain": "certain", "undecided": "decided"}
_NEGATORS = frozenset(
    "not no never nobody none neither nor nothing nowhere without cannot refuse refuses refused refusing "
    "decline declines declined declining exclude excluded excludes deny denies denied denying fail fails "
    "failed unable hardly unlikely".split()
)
_NEGATOR_PAIRS = {
    ("ruled", "out"),
    ("rule", "out"),
    ("rules", "out"),
    ("short", "of"),
    ("instead", "of"),
    ("yet", "to"),
    ("turned", "down"),
    ("turns", "down"),
}
_BREAK = frozenset(",;:.—–()") | {"but", "because", "although", "though", "while", "when"}
_LIGHT = frozenset(
    "a an the of to in on at for with by from and or as that this these those it its his her their he she they "
    "them him be been being is are was were am has have had do does did will would may might could should can "
    "just also so any there which who whom what why how when where if than then very more most much yet ever "
    "immediately soon still now such longer".split()
)
Test = Callable[[list[str], int], bool]


@dataclass(frozen=True, slots=True)
class Reach:
    """A negator or hedge, and the stems of the words it reaches."""

    word: str
    targets: tuple[str, ...]


BASE_FORMS = {
    "said": "say", "says": "say", "identify": "say", "identified": "say", "disclose": "say", "disclosed": "say",
    "reveal": "say", "specify": "say", "begun": "begin", "began": "begin", "won": "win", "lost": "lose",
    "gave": "give", "given": "give", "took": "take", "taken": "take", "went": "go", "gone": "go", "sold": "sell",
    "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise", "came": "come", "held": "hold", "met": "meet",
    "made": "make", "paid": "pay", "left": "leave", "chose": "choose", "chosen": "choose", "built": "build",
}  # fmt: skip


def base_stem(word: str) -> str:
    """The stem of a word's base form: "began" as "begin", "identified" and "said" as "say"."""
    return UNKNOWN.get(word) or stem(BASE_FORMS.get(word, word))


def words_of(sentence: str) -> list[str]:
    """The words and stops of a sentence in lower case, contractions whole."""
    sentence = re.sub(r"(?<=[a-z,] )May\b|\bMay(?= \d)", "5", sentence)  # the month, not the modal
    joined = re.sub(r"\b(vote[ds]?) (for|against)\b", lambda m: f"{m[1]} voted{m[2]}", sentence.lower())
    joined = re.sub(r"\b(last|next) (week|month|year|spring|summer|autumn|winter)\b", r"\1\2", joined)
    joined = re.sub(r"\b(co|pre|re)-(?=[a-z])", r"\1", joined)
    joined = re.sub(r"\bname[ds]? (?=(?:the|them|which|who|what|any|all)\b)", "identified ", joined)
    return [word.replace("’", "'") for word in _TOKEN.findall(joined)]


def stems(sentence: str) -> set[str]:
    """The stems of the words that carry meaning."""
    return {base_stem(word) for word in words_of(sentence) if word not in _LIGHT}


def is_negator(words: list[str], at: int) -> bool:
    """Whether the word at a place turns what follows into its opposite."""
    word = words[at]
    return word in _NEGATORS or word.endswith("n't") or word in UNKNOWN or tuple(words[at : at + 2]) in _NEGATOR_PAIRS


def reaches_of(sentence: str, is_cue: Test) -> list[Reach]:
    """The cues of a sentence, and what each reaches."""
    words = words_of(sentence)
    found = []
    for at in range(len(words)):
        if not is_cue(words, at):
            continue
        reach = 5 if words[at] in WHOLE_CLAUSE else 2 if is_cue is is_negator and words[at] != "no" else 3
        targets = [UNKNOWN[words[at]]] if words[at] in UNKNOWN else []
        for word in words[at + 1 :]:
            if len(targets) == reach or (targets and word in _BREAK):
                break
            if word[0].isalnum() and word not in _LIGHT and word not in _BREAK and word not in PLAIN_NEGATORS:
                targets.append(base_stem(word))
        found.append(Reach(words[at], tuple(targets)))
    return found


WHOLE_CLAUSE = frozenset("none nobody neither nothing".split())
PLAIN_NEGATORS = frozenset("not no never".split())
