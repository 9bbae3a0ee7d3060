"""One name in the place of another: a statement that runs like the article's sentence but for a name.

Entity swaps are among the corruptions by which FactCC (Kryscinski et al. 2020) makes false claims; an alignment word by
word shows them where two texts run alike.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from rag.cite.names import is_named, name_words, names_in
from rag.words import FUNCTION_WORDS, stem

_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
_ALIKE = 0.5
"""Least share of the statement's words that the sentence has in the same order."""
_LONGEST = 6
"""Words of the longest stretch that counts as one thing in the place of another."""


def substituted(statement: str, sentence: str) -> tuple[str, str] | None:
    """Find a name of the statement that stands where the sentence has another one.

    Returns:
        The statement's name and the sentence's, or None where the two do not run alike or no name is exchanged.
    """
    ours, theirs = _tokens(statement), _tokens(sentence)
    matcher = SequenceMatcher(None, [key for _, key in ours], [key for _, key in theirs], autojunk=False)
    if not ours or sum(block.size for block in matcher.get_matching_blocks()) < _ALIKE * len(ours):
        return None
    there, here = name_words(sentence), name_words(statement)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "replace" or j - i > _LONGEST or m - k > _LONGEST:
            continue
        said = _name_at(statement, ours[i][0].start(), ours[j - 1][0].end())
        had = _name_at(sentence, theirs[k][0].start(), theirs[m - 1][0].end())
        if said and had and not is_named(said, there) and not is_named(had, here):
            return said, had
    return None


def _tokens(text: str) -> list[tuple[re.Match[str], str]]:
    return [(word, stem(word.group())) for word in _WORD.finditer(text)]


def _name_at(text: str, start: int, end: int) -> str | None:
    """The name within a stretch, where little else than function words stands beside it."""
    inside = [name for name in names_in(text) if start <= name.start and name.end <= end]
    if not inside:
        return None
    rest = [
        w
        for w in _WORD.findall(text[start : inside[0].start] + " " + text[inside[-1].end : end])
        if w.lower() not in FUNCTION_WORDS
    ]
    return inside[0].text if len(rest) <= 1 else None
