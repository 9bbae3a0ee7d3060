"""Whether a system refuses what it must refuse, and only that.

Sources: precision and recall of the class "unanswerable" as in Rajpurkar, Jia and Liang 2018, "Know What
You Don't Know"; the score of -1, 0 and +1 in Yang et al. 2024, "CRAG: Comprehensive RAG Benchmark".
"""

from __future__ import annotations

from collections.abc import Sequence


def refusal_precision(refused: Sequence[bool], must_refuse: Sequence[bool]) -> float | None:
    """Of the refused questions, the share that had to be refused; None when none was refused."""
    return _share(must_refuse, refused)


def refusal_recall(refused: Sequence[bool], must_refuse: Sequence[bool]) -> float | None:
    """Of the questions that had to be refused, the share that was; None when there are none."""
    return _share(refused, must_refuse)


def _share(of: Sequence[bool], among: Sequence[bool]) -> float | None:
    chosen = [value for value, inside in zip(of, among, strict=True) if inside]
    return sum(chosen) / len(chosen) if chosen else None


def crag_score(*, refused: bool, must_refuse: bool, right: bool) -> int:
    """+1 for a right answer or a right refusal, 0 for a missing answer, -1 for a wrong one.

    CRAG calls the last one a hallucination: an answer to a question that had to be refused is one too.
    """
    if refused:
        return int(must_refuse)
    return 1 if right and not must_refuse else -1
