"""Pairs of a statement and a text, and whether the text supports it."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from rag.cite.align import resolved, window
from rag.sentences import sentences

LONGEST = 140
"""Words of a premise that the network surely reads whole."""


class Label(StrEnum):
    """What a text says of a statement; ``NOT_SUPPORTED`` where a set does not tell the last two apart."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNSAID = "unsaid"
    NOT_SUPPORTED = "not supported"


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement, the text that it is held against, what the text says of it, and the set that it is from."""

    premise: str
    hypothesis: str
    label: Label
    source: str

    @property
    def supported(self) -> bool:
        """Whether the text supports the statement."""
        return self.label is Label.SUPPORTED

    @property
    def is_tuning(self) -> bool:
        """Whether it is in the fiftieth that is measured on, not trained on; pairs of one premise stay together."""
        return hashlib.sha256(self.premise.encode()).digest()[0] < 5


def read_pairs(path: Path) -> Iterator[Pair]:
    """Read a gzipped JSON-lines file: ``premise, hypothesis, label, source``; the label is one of :class:`Label`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Pair(row["premise"].strip(), row["hypothesis"].strip(), Label(row["label"]), row["source"])


def shortened(pair: Pair) -> Pair:
    """The pair with no more of a long premise than the sentences that its statement rests on, as a check reads them."""
    if _words(pair.premise) <= LONGEST:
        return pair
    chosen = sorted(window(pair.hypothesis, pair.premise).sentences, key=lambda sentence: sentence.start)
    return replace(pair, premise=" ".join(resolved(pair.premise, s.start, s.end) for s in chosen) or pair.premise)


def lengthened(pair: Pair, others: Sequence[Pair], rng: random.Random, most: int = 3) -> Pair:
    """The pair with its premise among up to ``most`` others, as evidence stands in an article."""
    around: list[str] = []
    for _ in range(rng.randint(0, most)):
        other = rng.choice(others).premise
        if sum(map(_words, (pair.premise, other, *around))) <= LONGEST:
            around.append(other)
    place = rng.randint(0, len(around))
    return replace(pair, premise=" ".join([*around[:place], pair.premise, *around[place:]]))


def _words(text: str) -> int:
    return text.count(" ") + 1


def repeated(pair: Pair, rng: random.Random) -> Pair:
    """The premise with a sentence of its own as the statement: what any text supports."""
    found = [pair.premise[start:end] for start, end in sentences(pair.premise) if end - start < 300]
    if not found:
        return pair
    return replace(pair, hypothesis=rng.choice(found), label=Label.SUPPORTED, source=f"{pair.source}, repeated")
