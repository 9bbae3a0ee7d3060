"""Split an article's text into passages: whole sentences that follow each other, about 60 to 130 words.

The cuts are chosen together, by dynamic programming over all places between sentences: the sizes come near the aim,
cuts fall between paragraphs where they can, before headings where there are any, and never behind a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.sentences import sentences
from rag.types import Passage, Span

AIM = 95
SHORTEST = 60
LONGEST = 130

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]{1,40}")
_INSIDE_PARAGRAPH = 0.35
_OUT_OF_RANGE = 3.0
_BEFORE_HEADING = -0.3


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    words: int
    opens_paragraph: bool
    heading: bool


def split(text: str, article: str, version: int = 1, subheads: Sequence[tuple[int, int]] = ()) -> list[Passage]:
    """Split a text into passages.

    Args:
        text: an article's canonical text.
        article: the article's id.
        version: the version that has this text.
        subheads: (start, end) of the paragraphs that are headings; each stays with the text below it.

    Returns:
        Passages in order that together hold every sentence once. A passage is longer than ``LONGEST`` words only
        when a heading needs it, and shorter than ``SHORTEST`` only when the article is.
    """
    pieces = _pieces(text, {start for start, _ in subheads})
    cuts = _best_cuts(pieces)
    passages = []
    for number, (first, last) in enumerate(pairwise(cuts)):
        span = Span(article, version, pieces[first].start, pieces[last - 1].end)
        passages.append(Passage(f"{article}:{version}:{number}", span, text[span.start : span.end]))
    return passages


def _pieces(text: str, heading_starts: set[int]) -> list[_Piece]:
    """The sentences, those of more than ``LONGEST`` words cut between words."""
    pieces: list[_Piece] = []
    previous = 0
    for start, end in sentences(text):
        opens = not pieces or "\n" in text[previous:start]
        for i, (first, stop, words) in enumerate(_parts(text, start, end)):
            pieces.append(_Piece(first, stop, words, opens and i == 0, start in heading_starts))
        previous = end
    return pieces


def _parts(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Start, end and number of words of a sentence, or of its parts where it has more than ``LONGEST``."""
    count = len(_WORD.findall(text, start, end))
    if count <= LONGEST:
        return [(start, end, count)]
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    parts = [words[i : i + LONGEST] for i in range(0, count, LONGEST)]
    return [(part[0][0], end if part is parts[-1] else part[-1][1], len(part)) for part in parts]


def _best_cuts(pieces: Sequence[_Piece]) -> list[int]:
    """Where each passage starts, as indices of pieces, and the end: the cheapest way to cut all pieces."""
    best = [0.0] + [float("inf")] * len(pieces)
    came_from = [0] * (len(pieces) + 1)
    sizes = [_size_cost(words) for words in range(LONGEST + 1)]
    for end in range(1, len(pieces) + 1):
        words, least, source = 0, float("inf"), end - 1
        for start in range(end - 1, -1, -1):
            words += pieces[start].words
            if words <= LONGEST:
                cost = best[start] + sizes[words]
            elif start == end - 1 or pieces[start].heading:
                cost = best[start] + _size_cost(words)
            else:
                break
            if cost < least:
                least, source = cost, start
        best[end], came_from[end] = least + _cut_cost(pieces, end), source
    cuts = [len(pieces)] if pieces else []
    while cuts and cuts[-1] > 0:
        cuts.append(came_from[cuts[-1]])
    return cuts[::-1]


def _size_cost(words: int) -> float:
    cost = ((words - AIM) / AIM) ** 2
    return cost if SHORTEST <= words <= LONGEST else cost + _OUT_OF_RANGE


def _cut_cost(pieces: Sequence[_Piece], cut: int) -> float:
    if cut == len(pieces):
        return 0.0
    if pieces[cut - 1].heading:
        return 1e6
    if pieces[cut].heading:
        return _BEFORE_HEADING
    return 0.0 if pieces[cut].opens_paragraph else _INSIDE_PARAGRAPH
