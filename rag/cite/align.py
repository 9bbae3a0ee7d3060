"""Which sentences of an article a statement rests on: those that share the most telling words with it.

Greedy choice of evidence sentences by the weight of the statement's words that they cover, as in SummaC (Laban et al.
2022) sentence against sentence, but with rare words counting more (idf over the article) instead of a model.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rag.cite.attributions import attributions
from rag.cite.names import names_in
from rag.cite.orders import is_order
from rag.cite.people import people
from rag.cite.places import country
from rag.cite.refers import name_for
from rag.sentences import sentences
from rag.words import content_stems, stem

_SAYING = frozenset(
    stem(w)
    for w in "said say says told tell called call spoke speak added described wrote stated according accord".split()
)
_REFERRING = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im|[Tt]he\s(?:[\w’'-]+\s){0,3}?(?:president|minister|leader|adviser|mayor|chief|director|owner|"
    r"spokesman|spokeswoman|premier|chairman|captain|manager|judge|lawyer|author|watchman))\b"
)


_EXCHANGEABLE = 0.8
"""Weight of names and numbers against other words: a false statement has other ones, but the same words."""
_OUTDATED = re.compile(r"\b(?:earlier|previous) version of (?:this|the) (?:article|story|report)", re.IGNORECASE)
"""What a correction says that the article used to say."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article.

    Attributes:
        stems: of its words that carry meaning, and of the full names that its pronouns, roles and speakers stand for.
    """

    start: int
    end: int
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Window:
    """The sentences that a statement rests on.

    Attributes:
        sentences: best first.
        coverage: weighted share of the statement's words that they have, 0 to 1.
        missing: the stems that they do not have.
    """

    sentences: tuple[Sentence, ...]
    coverage: float
    missing: tuple[str, ...]


@lru_cache(maxsize=64)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of an article with their stems, but for those that a correction takes back or a machine is told."""
    spoken = attributions(text)
    full = {name: frozenset(content_stems(name)) for name in [p.name for p in people(text)] + [a.name for a in spoken]}
    found = []
    for start, end in sentences(text):
        if _OUTDATED.search(text, start, end) or is_order(text, start, end):
            continue
        names = {a.name for a in spoken if any(first < end and start < last for first, last in a.content)}
        for word in _REFERRING.finditer(text, start, end):
            if person := name_for(text, *word.span()):
                names.add(person.name)
        for person in people(text):
            if any(start <= first < end for first, _ in person.mentions):
                names.add(person.name)
        found.append(
            Sentence(
                start, end, stems_of(text[start:end]) | frozenset().union(*(full.get(n, frozenset()) for n in names))
            )
        )
    return tuple(found)


def resolved(text: str, start: int, end: int) -> str:
    """The words of a place, pronouns and role phrases but possessives replaced by full names."""
    parts: list[str] = []
    position = start
    for word in _REFERRING.finditer(text, start, end):
        possessive = word.group().lower() in {"his", "her"}
        if not possessive and (person := name_for(text, *word.span())):
            parts += [text[position : word.start()], person.name]
            position = word.end()
    return "".join([*parts, text[position:end]])


def stems_of(words: str) -> frozenset[str]:
    """The stems of some words, countries by one name whatever they are called."""
    named = {
        found.lower()
        for word in re.findall(r"[A-Z][\w.’'-]*(?:\s[A-Z][\w.]*)?", words)
        for part in (word, *word.split())
        if (found := country(part))
    }
    return frozenset(content_stems(words)) | named


def window(statement: str, text: str, most: int = 3) -> Window:
    """Choose up to ``most`` sentences that cover a statement's words, each one adding to those before it."""
    everything = sentences_of(text)
    exchangeable = {s for name in names_in(statement) for s in stems_of(name.text)}
    rarity = _weights(text)

    def weights(word: str) -> float:
        return rarity(word) * (_EXCHANGEABLE if word in exchangeable or word[0].isdigit() else 1.0)

    wanted = {s for s in stems_of(statement) if s not in _SAYING}
    total = sum(weights(s) for s in wanted)
    chosen: list[Sentence] = []
    left = set(wanted)
    while left and len(chosen) < most:
        best = max(everything, key=lambda s: _gain(s, left, chosen, weights), default=None)
        gain = sum(weights(s) for s in best.stems & left) if best else 0.0
        if best is None or gain < (0.08 * total if chosen else 1e-9):
            break
        chosen.append(best)
        left -= best.stems
    covered = 1.0 - sum(weights(s) for s in left) / total if total else 0.0
    return Window(tuple(chosen), covered, tuple(sorted(left)))


def _gain(sentence: Sentence, left: set[str], chosen: list[Sentence], weights: Callable[[str], float]) -> float:
    near = min((abs(sentence.start - other.start) for other in chosen), default=0)
    return sum(weights(s) for s in sentence.stems & left) * (1.15 if chosen and near < 600 else 1.0)


class _Weights:
    """Inverse document frequency of a stem over the sentences of one article; unknown stems weigh most."""

    def __init__(self, text: str) -> None:
        everything = sentences_of(text)
        self._counts = Counter(s for sentence in everything for s in sentence.stems)
        self._sentences = len(everything)

    def __call__(self, word: str) -> float:
        return math.log(1 + (self._sentences + 1) / (self._counts[word] + 1))


@lru_cache(maxsize=64)
def _weights(text: str) -> _Weights:
    return _Weights(text)
