"""Recognize copies: the same report, such as an agency's, on another site with another headline or a few changes.

MinHash with banding (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3) finds the
candidates; the texts themselves decide.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from rag.types import Article

if TYPE_CHECKING:
    from datasketch import MinHash

_SHINGLE = 4  # words
_BANDS, _ROWS = 40, 3  # finds 99 % of pairs whose shingles overlap by half
_SHORTEST = 60  # words; shorter texts are too alike by chance
_ALIKE = 0.6
_CONTAINED = 0.85


def bands(text: str) -> list[str]:
    """The band names of a text: two texts that share one are worth comparing. Empty for a very short text."""
    shingles = _shingles(text)
    if len(shingles) < _SHORTEST:
        return []
    signature = _empty().copy()
    signature.update_batch(shingles)
    values = signature.hashvalues
    return [f"{i}:{bytes(values[i * _ROWS : (i + 1) * _ROWS].tobytes()).hex()}" for i in range(_BANDS)]


@cache
def _empty() -> MinHash:
    """The signature of no text; drawing its permutations takes longer than most texts do."""
    from datasketch import MinHash  # it imports scipy, which takes a second

    return MinHash(num_perm=_BANDS * _ROWS, seed=1, hashfunc=zlib.crc32)


def original_of(text: str, candidates: Iterable[Article]) -> Article | None:
    """The first of the candidates that a text is a copy of, or None.

    A copy shares most of its runs of four words with the other text, or nearly all of the shorter one's.
    """
    mine: set[bytes] = set()
    for article in candidates:
        mine = mine or _shingles(text)
        other = _shingles(article.text)
        shared = len(mine & other)
        shorter = min(len(mine), len(other))
        if shorter < _SHORTEST:
            continue
        if shared >= _ALIKE * len(mine | other) or shared >= _CONTAINED * shorter:
            return article
    return None


def _shingles(text: str) -> set[bytes]:
    words = " ".join(re.findall(r"\w+", text.lower())).encode().split()
    return set(map(b" ".join, zip(*(words[i:] for i in range(_SHINGLE)), strict=False)))
