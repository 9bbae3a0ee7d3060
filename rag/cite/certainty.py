"""How certain a statement is against the sentence that should support it: "may", "will", "suspect", "whether"."""

from __future__ import annotations

import re
from functools import cache

from rag.cite.scope import BASE_FORMS, base_stem, reaches_of, stems, words_of
from rag.words import stem

_HEDGES = frozenset(
    "will would may might could should shall likely probably possibly perhaps alleged allegedly reportedly "
    "whether provisional apparently suspicion due proposal if unless".split()
)
_HEDGING_VERBS = frozenset(
    "expect believe think thought suspect fear hope want estimate seem intend aim forecast predict plan "
    "propose threaten vow pledge promise urge".split()
)
_KEPT_HEDGES = frozenset(
    "ask asks asking asked can cannot possible potential likely warn warned warns warning risk danger".split()
)
_CERTAIN = frozenset(
    "prove proves proved proven confirm confirms confirmed guarantee guarantees guaranteed certain certainly "
    "definitely admitted admits admit already decided fixed undoubtedly passed".split()
)


def certainty_flip(statement: str, sentence: str) -> str | None:
    """Find a word of doubt or outlook that the statement leaves out ("may", "suspect", "will", "whether").

    Only those count that reach a word of the statement: an open question stated as answered, something to come stated
    as done, or a hedge where the statement has none.
    """
    words = stems(statement)
    if open_question := _open_question(statement, sentence, words):
        return open_question
    reaches = reaches_of(sentence, _is_hedge)
    done = _done(statement)
    for reach in reaches:
        if reach.targets and reach.targets[0] in done - _done(sentence):
            return reach.word
    said_firmly = _governed(statement, _FIRM).keys() - _governed(statement, _WEAK).keys()
    for target, word in _governed(sentence, _WEAK).items():
        if target in said_firmly - _governed(sentence, _FIRM).keys():
            return word
    said = {word for word in words_of(statement) if _hedges(word) or word in _KEPT_HEDGES} | set(
        _OUTLOOK.findall(statement)
    )
    sure = any(word in _CERTAIN and base_stem(word) not in stems(sentence) for word in words_of(statement))
    if sure and reaches:
        return reaches[0].word
    if not said:
        for reach in reaches:
            shared = [
                target
                for target in reach.targets
                if target in words and not (target[0].isdigit() and reach.word == "will")
            ]
            if len(shared) > 1 or (reach.word in _MODALS and reach.targets[:1] == tuple(shared[:1]) != ()):
                return reach.word
    return None


def only_wanted(statement: str, sentence: str) -> str | None:
    """Find the verb that the statement has as done and the sentence behind "to" alone: urged "to sign", so signed."""
    done = _done(statement) - _done(sentence)
    return next((f"to {verb}" for target, verb in _wanted(sentence).items() if target in done), None)


def foretold(statement: str, sentence: str) -> str | None:
    """Find the "will" or "shall" that the statement has of what the sentence says was done, and of nothing to come."""
    if reaches_of(sentence, _is_hedge) or _OUTLOOK.search(sentence):
        return None
    done = _done(sentence)
    return next((word for target, word in _governed(statement, _FIRM).items() if target in done), None)


def doubt_added(statement: str, sentence: str) -> str | None:
    """Find a "may" or "might" of the statement for what the sentence states without any hedge, or says will be."""
    hedges = {reach.word for reach in reaches_of(sentence, _is_hedge)}
    there = _governed(sentence, _FIRM).keys() if hedges else stems(sentence)
    if hedges - _FIRM:
        return None
    return next((word for target, word in _governed(statement, _WEAK).items() if target in there), None)


_WEAK, _FIRM = frozenset({"may", "might", "could"}), frozenset({"will", "shall"})


def _governed(sentence: str, modals: frozenset[str]) -> dict[str, str]:
    """What some modals say may or will be: the stem right behind each, and the modal."""
    reaches = reaches_of(sentence, lambda words, at: words[at] in modals)
    return {reach.targets[0]: reach.word for reach in reaches if reach.targets}


_OPEN = re.compile(
    r"\bwhether\b.*?\b(?:will|would|to|can|could|is|was|are|were|has|have|had|should)\s(?:be\s|been\s)?(\w+)",
    re.IGNORECASE,
)
_KEEPS_OPEN = re.compile(r"\b(?:whether|if|not|never|unclear|unknown|undecided|decides?|decided|asked|open)\b|n['’]t\b")


def _open_question(statement: str, sentence: str, words: set[str]) -> str | None:
    if _KEEPS_OPEN.search(statement) and not re.search(r"\bdecided (?:on \w+ )?to\b", statement):
        return None
    return next(("whether" for found in _OPEN.finditer(sentence) if base_stem(found[1].lower()) in words), None)


def _done(sentence: str) -> set[str]:
    """The stems of verbs that a sentence puts in the past or perfect, with no word of outlook before them."""
    words = words_of(sentence)
    done = set()
    for at, word in enumerate(words):
        before = words[max(0, at - 3) : at]
        past = word.endswith("ed") or word in BASE_FORMS
        if past and not any(w in _MODALS - {"is", "are"} or w in {"to", "whether", "yet"} for w in before):
            done.add(base_stem(word))
    return done


def _wanted(sentence: str) -> dict[str, str]:
    """The stems of verbs that stand behind "to", or behind "and" after it: what somebody wants, is urged to, agrees to.

    Left out is what was done all the same, as behind "managed to" and "was forced to".
    """
    words = words_of(sentence)
    found: dict[str, str] = {}
    for at in range(1, len(words) - 1):
        if words[at] != "to" or any(stem(word) in _came_about() for word in words[max(0, at - 3) : at]):
            continue
        end = next((i for i in range(at, len(words)) if not words[i][0].isalnum()), len(words))
        behind = [at, *(i for i in range(at + 2, end - 1) if words[i] in {"and", "or"})]
        for word in (words[i + 1] for i in behind if not words[i + 1].endswith(("ed", "ing", "s"))):
            found.setdefault(base_stem(word), word)
    return found


@cache
def _came_about() -> frozenset[str]:
    return frozenset(stem(word) for word in _IMPLICATIVE)


_IMPLICATIVE = (
    "manage managed continue continued begin began begun start started go went help helped able force forced get got "
    "happen happened proceed proceeded used come came dare dared allow allowed let".split()
)
_MODALS = frozenset("will would may might could should is are".split())
_OUTLOOK = re.compile(r"\b(?:is|are|was|were)\sto\s[a-z]+|\bgoing\sto\b|\bset\sto\b|\byet\b", re.IGNORECASE)


@cache
def _hedging_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _HEDGING_VERBS)


def _hedges(word: str) -> bool:
    return word in _HEDGES or stem(word) in _hedging_stems()


def _is_hedge(words: list[str], at: int) -> bool:
    outlook = words[at] in {"is", "are"} and words[at + 1 : at + 2] == ["to"]
    return _hedges(words[at]) or outlook
