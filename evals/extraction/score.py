"""How well an extracted text matches the true one: overlap of 4-word shingles.

The measure of the article extraction benchmark by Scrapinghub (2020, "Article Body Extraction Benchmark"): word
4-grams with their counts; precision and recall are means over pages, so that long articles weigh no more than short
ones, and F1 is made from the two means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Match:
    """Precision and recall of one page, or means over pages."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """Count the runs of ``size`` words; a shorter text is one run."""
    words = _WORD.findall(text)
    runs = (tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))
    return Counter(run for run in runs if run)


def match(true: str, found: str) -> Match:
    """Compare a found text with the true one."""
    expected, got = shingles(true), shingles(found)
    if not expected or not got:
        return Match(float(expected == got), float(expected == got))
    shared = (expected & got).total()
    return Match(shared / got.total(), shared / expected.total())


def mean(matches: Sequence[Match]) -> Match:
    """Mean precision and mean recall over pages."""
    return Match(
        sum(m.precision for m in matches) / len(matches),
        sum(m.recall for m in matches) / len(matches),
    )
