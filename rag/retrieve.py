"""Candidates: the passages that may hold the answer, found by meaning and by words, fused by reciprocal rank."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from rag.library import Library
from rag.types import Passage, Scope

CANDIDATES = 16
"""Passages that are read for a question."""
_DEPTH = 3
"""Times as many are found in each way, to be fused."""
FEW = 6
"""Passages that are all read, in any order: choosing among them would take as long."""
RANK_CONSTANT = 60
"""The k of reciprocal rank fusion: ``1 / (k + rank)`` (Cormack, Clarke and Büttcher 2009)."""
WORDS_WEIGHT, MEANING_WEIGHT = 1.0, 0.7
"""News questions share names with their article, so the list found by words counts more."""
_NEARLY = 0.8
"""Share of the words that the passages of two copies have in common when they say the same."""


def candidates(
    library: Library,
    question: str,
    scope: Scope = Scope(),
    k: int = CANDIDATES,
    by_words: Sequence[Passage] = (),
) -> list[Passage]:
    """The ``k`` best passages for a question, best first; what copies of one report share stands there once."""
    depth = _DEPTH * k
    by_words = by_words or library.search_words(question, depth, scope)
    by_meaning = library.search_meaning(question, depth, scope)
    fused = fuse([(by_words, WORDS_WEIGHT), (by_meaning, MEANING_WEIGHT)])
    return once(fused, library.originals({passage.span.article for passage in fused}))[:k]


class Way(StrEnum):
    """How the passages for a question were found."""

    ALL = "all in scope"
    WORDS = "by words"
    BOTH = "by words and by meaning"


class Found(NamedTuple):
    """Passages to read for a question, how they were found, and all that words found, best first."""

    passages: list[Passage]
    way: Way
    by_words: Sequence[Passage] = ()


def to_read(library: Library, question: str, scope: Scope, *, words_first: bool) -> Found:
    """The passages that the reader may read for a question.

    Args:
        library: the articles.
        question: standing alone.
        scope: the articles that may answer.
        words_first: search by words alone, which may be enough, where that finds anything.
    """
    few = all_when_few(library, scope)
    if few is not None:
        return Found(few, Way.ALL)
    if words_first and (found := library.search_words(question, _DEPTH * CANDIDATES, scope)):
        originals = library.originals({passage.span.article for passage in found})
        return Found(once(found, originals)[:CANDIDATES], Way.WORDS, found)
    return Found(candidates(library, question, scope), Way.BOTH)


def all_when_few(library: Library, scope: Scope) -> list[Passage] | None:
    """All passages in scope when they are so few that all can be read; None when they are more."""
    few = library.all_passages(scope, FEW)
    return None if few is None else once(few, library.originals({passage.span.article for passage in few}))


def fuse(rankings: Sequence[tuple[Sequence[Passage], float]]) -> list[Passage]:
    """Weighted reciprocal rank fusion.

    Args:
        rankings: lists of passages, best first, each with its weight.

    Returns:
        Every passage of the lists once, best first.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    passages: dict[str, Passage] = {}
    for ranking, weight in rankings:
        for rank, passage in enumerate(ranking, start=1):
            scores[passage.id] += weight / (RANK_CONSTANT + rank)
            passages[passage.id] = passage
    return sorted(passages.values(), key=lambda passage: -scores[passage.id])


def once(passages: Sequence[Passage], originals: Mapping[str, str]) -> list[Passage]:
    """Leave out what copies of one report repeat, so that one source does not count as several.

    Args:
        passages: best first.
        originals: the ids of copies, with the ids of the articles that they are copies of.

    Returns:
        The passages in their order; where an article and its copy have nearly the same one, the article's.
    """
    kept: list[Passage] = []
    for passage in passages:
        same = next((i for i, other in enumerate(kept) if _repeats(passage, other, originals)), None)
        if same is None:
            kept.append(passage)
        elif passage.span.article not in originals:
            kept[same] = passage
    return kept


def _repeats(one: Passage, other: Passage, originals: Mapping[str, str]) -> bool:
    first, second = one.span.article, other.span.article
    if first == second or originals.get(first, first) != originals.get(second, second):
        return False
    words, others = (set(re.findall(r"\w+", passage.text.lower())) for passage in (one, other))
    return len(words & others) > _NEARLY * min(len(words), len(others))
