"""How well ``rag.cite.attributions`` finds who said what, on PolNeAR (Newell, Margolin and Ruths 2018).

    python -m evals.attributions PATH [SPLIT]

``PATH`` is a JSON-lines file, gzipped or not: ``{"split", "text", "attributions": [{"source_spans",
"cue_spans", "content_spans"}]}``. Prints precision, recall and F1 of three things: the speaker of each
quotation, the source of each cue, and the content of each cue.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.lines import read_lines
from rag.cite.attributions import Attribution, attributions, speaker_at
from rag.cite.quotation import quotations
from rag.cite.refers import name_for

Place = tuple[int, int]
LEAST_OVERLAP = 0.5
"""Share of two contents' union that both must have."""
LEAST_QUOTED = 3
"""Words of a quotation that is speech rather than a term in quotation marks."""


@dataclass
class Count:
    """How many were found, how many there are, and how many were found rightly."""

    found: int = 0
    gold: int = 0
    right: int = 0

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if self.right else 0.0
        return f"P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * f1:5.1f}  ({self.gold} in the texts)"


def documents(path: Path, split: str) -> Iterator[dict[str, Any]]:
    """The articles of one split; raises SuiteError for a file that cannot be read, or a line that is no object."""
    return (row for row in read_lines(path, dict, "an article with split") if row["split"] == split)


def measure(text: str, gold: list[dict[str, Any]], quoted: Count, sources: Count, contents: Count) -> None:
    """Add the counts of one article."""
    _measure_quotations(text, gold, quoted)
    predicted = [found for found in attributions(text) if found.cue]
    gold = [one for one in gold if one["cue_spans"] and one["source_spans"]]
    for count in (sources, contents):
        count.gold += len(gold)
        count.found += len(predicted)
    for one in gold:
        match = next((p for p in predicted if p.cue and _touch([p.cue], one["cue_spans"])), None)
        if match:
            predicted.remove(match)
            sources.right += _touch([match.source], one["source_spans"])
            contents.right += _overlap(match.content, one["content_spans"]) >= LEAST_OVERLAP


def _measure_quotations(text: str, gold: list[dict[str, Any]], count: Count) -> None:
    for quote in quotations(text):
        if len(text[slice(*quote.inner)].split()) < LEAST_QUOTED:
            continue
        holding = [one for one in gold if _covered(quote.inner, one["content_spans"]) and one["source_spans"]]
        found = speaker_at(text, *quote.inner)
        count.gold += bool(holding)
        count.found += found is not None
        count.right += found is not None and any(_same_speaker(text, found, one["source_spans"]) for one in holding)


def _same_speaker(text: str, found: Attribution, source: list[Place]) -> bool:
    if _touch([found.source], source):
        return True
    person = name_for(text, source[0][0], source[-1][1])
    words = text[source[0][0] : source[-1][1]].lower()
    return (person is not None and person.name == found.name) or words == text[slice(*found.source)].lower()


def _touch(some: list[Place], others: list[Place]) -> bool:
    return any(a < d and c < b for a, b in some for c, d in others)


def _covered(place: Place, spans: list[Place]) -> bool:
    inside = sum(max(0, min(place[1], last) - max(place[0], first)) for first, last in spans)
    return inside > (place[1] - place[0]) / 2


def _overlap(some: tuple[Place, ...], others: list[Place]) -> float:
    one = {at for first, last in some for at in range(first, last)}
    other = {at for first, last in others for at in range(first, last)}
    return len(one & other) / max(1, len(one | other))


def main() -> int:
    """Measure one split and print the table."""
    parser = argparse.ArgumentParser(prog="python -m evals.attributions", description="Who said what, on PolNeAR.")
    parser.add_argument("path", type=Path, help="the set, JSON lines")
    parser.add_argument("split", nargs="?", default="dev", help="train, dev or test (default: dev)")
    arguments = parser.parse_args()
    quoted, sources, contents = Count(), Count(), Count()
    articles = 0
    for document in documents(arguments.path, arguments.split):
        articles += 1
        measure(document["text"], document["attributions"], quoted, sources, contents)
    sys.stdout.write(
        f"{articles} articles\nspeaker of a quotation  {quoted}\nsource of a cue         {sources}\n"
        f"content of a cue        {contents}\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
