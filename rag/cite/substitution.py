"""One name or number in the place of another: a statement that runs like the article's sentence but for it.

Entity swaps are among the corruptions by which FactCC (Kryscinski et al. 2020) makes false claims; an alignment word by
word shows them where two texts run alike.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from rag.cite.names import is_named, name_words, names_in
from rag.cite.numbers import follows, numbers_in
from rag.words import FUNCTION_WORDS, stem

_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
_ALIKE = 0.6
"""Least share of the statement's words that the sentence has in the same order."""
_LONGEST = 6
"""Words of the longest stretch that counts as one thing in the place of another."""


def substituted(statement: str, sentence: str) -> tuple[str, str] | None:
    """Find a name or number of the statement that stands where the sentence has another one.

    Returns:
        The statement's and the sentence's, or None where the two do not run alike or none is exchanged.
    """
    ours, theirs = _tokens(statement), _tokens(sentence)
    matcher = SequenceMatcher(None, [key for _, key in ours], [key for _, key in theirs], autojunk=False)
    if not ours or sum(block.size for block in matcher.get_matching_blocks()) < _ALIKE * len(ours):
        return None
    there, here = name_words(sentence), name_words(statement)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "replace" or j - i > _LONGEST or m - k > _LONGEST:
            continue
        said = _name_at(statement, *_stretch(ours, i, j))
        had = _name_at(sentence, *_stretch(theirs, k, m))
        if said and had and not is_named(said, there) and not is_named(had, here):
            return said, had
        if exchanged := _numbers(statement[slice(*_stretch(ours, i, j))], sentence[slice(*_stretch(theirs, k, m))]):
            return exchanged
    return None


def _stretch(tokens: list[tuple[re.Match[str], str]], first: int, last: int) -> tuple[int, int]:
    return tokens[first][0].start(), tokens[last - 1][0].end()


def _numbers(said: str, had: str) -> tuple[str, str] | None:
    ours, theirs = numbers_in(said), numbers_in(had)
    if len(ours) == 1 and len(theirs) == 1 and ours[0].unit == theirs[0].unit and not follows(ours[0], theirs):
        return ours[0].text, theirs[0].text
    return None


def _tokens(text: str) -> list[tuple[re.Match[str], str]]:
    return [(word, stem(word.group())) for word in _WORD.finditer(text)]


def _name_at(text: str, start: int, end: int) -> str | None:
    """The name that a stretch opens with, function words aside."""
    inside = [name for name in names_in(text) if start <= name.start and name.end <= end]
    if not inside:
        return None
    lead = [word for word in _WORD.findall(text[start : inside[0].start]) if word.lower() not in FUNCTION_WORDS]
    return None if lead else inside[0].text
