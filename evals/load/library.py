"""A library whose answers tell questions apart: every article says its own number of its own town."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ingest import pipeline
from rag import Pullquote


@dataclass(frozen=True, slots=True)
class Fact:
    """A question, and the only words that may answer it."""

    question: str
    answer: str


_FIRST = "Tarn Sol Norr Salt Kes Val Bram Dun Eld Fern Gar Hol Ing Jor Kal Lund Mar Nes Oak Pell".split()
_LAST = "by vik mere ford ham stad wick dale borg ness".split()


def facts(count: int) -> list[Fact]:
    """The questions to a library of :func:`fill`; at most 200."""
    towns = [first + last for last in _LAST for first in _FIRST][:count]
    return [Fact(f"How many lamps did {town} buy?", str(1_000 + 37 * n)) for n, town in enumerate(towns)]


def fill(pullquote: Pullquote, count: int, background: Callable[[int], str] = lambda words: "") -> None:
    """Add an article for every fact.

    Args:
        pullquote: whose library it is added to.
        count: of facts.
        background: gives, for the number of words that a report has, what follows it in the article.
    """
    for fact in facts(count):
        town = fact.question.split()[-2]
        text = (
            f"{town} has decided about its streets.\n\n{town} bought {fact.answer} lamps on Monday, the council of "
            f"{town} said. “Nobody in {town} will walk in the dark,” said Mayor Ann Lee of {town}.\n\n"
            "The lamps come by ship."
        )
        text = f"{text}\n\n{background(len(text.split()))}".rstrip()
        pipeline.add_text(text, pullquote.library, pullquote.embedder, title=f"Lamps for {town}")
