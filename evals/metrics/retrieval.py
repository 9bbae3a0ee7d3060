"""How high a ranking puts what is relevant. A ranking says of each place, best first, whether it is.

Sources: Hits@k as in Karpukhin et al. 2020, "Dense Passage Retrieval" (top-k accuracy); reciprocal rank in
Voorhees 1999, "The TREC-8 Question Answering Track Report"; nDCG in Järvelin and Kekäläinen 2002,
"Cumulated Gain-Based Evaluation of IR Techniques".
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set


def hits_at(relevant: Sequence[bool], k: int) -> float:
    """1 when one of the first ``k`` places is relevant, else 0."""
    return float(any(relevant[:k]))


def reciprocal_rank(relevant: Sequence[bool], k: int) -> float:
    """One divided by the first relevant place, counted from 1; 0 when it is not among the first ``k``."""
    return next((1 / place for place, good in enumerate(relevant[:k], 1) if good), 0.0)


def ndcg(relevant: Sequence[bool], k: int, total: int) -> float | None:
    """Normalized discounted cumulative gain of the first ``k`` places, with relevance 0 or 1.

    Args:
        relevant: the ranking.
        k: how many places count.
        total: how many relevant things there are to find; None is returned when there are none.
    """
    return graded_ndcg(relevant, k, [1] * total)


def graded_ndcg(gains: Sequence[float], k: int, every: Sequence[float]) -> float | None:
    """Normalized discounted cumulative gain of the first ``k`` places, with grades, as ``trec_eval`` computes it.

    Args:
        gains: the grade of each place of the ranking, best place first; 0 where nothing is worth anything.
        k: how many places count.
        every: the grades of all things to find; None is returned when none is above 0.
    """
    ideal = _discounted(sorted(every, reverse=True)[:k])
    return _discounted(gains[:k]) / ideal if ideal > 0 else None


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))


def average_precision(held: Sequence[Set[str]], k: int, total: int) -> float | None:
    """Average precision of the first ``k`` places, each of which holds some of the things to find.

    Args:
        held: for each place, what it holds; what an earlier place held counts no more.
        k: how many places count.
        total: how many things there are to find; None is returned when there are none.
    """
    if total <= 0:
        return None
    seen: set[str] = set()
    points = 0.0
    for place, here in enumerate(held[:k], 1):
        if new := set(here) - seen:
            seen |= new
            points += len(new) * len(seen) / max(place, len(seen))
    return points / min(total, k)
