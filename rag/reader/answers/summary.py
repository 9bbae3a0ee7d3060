"""What is this about: the few sentences of the article that stand closest to all the others, in its order.

Sentences are ranked by centrality (the mean cosine to the other sentences, as LexRank's degree; Erkan and Radev 2004)
and by position, because news says first what matters most; those that repeat a chosen one are passed over (maximal
marginal relevance; Carbonell and Goldstein 1998).
"""

from __future__ import annotations

import numpy as np

from rag.embed import Embedder, Vectors
from rag.reader.answers.draft import Draft
from rag.reader.evidence import Text

MOST_SENTENCES = 4
_FEWEST_WORDS = 8
_POSITION_WEIGHT = 0.35
_REPEATS = 0.82


def answer(text: Text, embedder: Embedder) -> Draft | None:
    """Three or four sentences of the article, each one its own proof; None for an article without sentences."""
    spans = [
        (start, end)
        for start, end in text.sentences
        if not text.is_subhead(start) and len(text.article.text[start:end].split()) >= _FEWEST_WORDS
    ] or text.sentences[:MOST_SENTENCES]
    if not spans:
        return None
    vectors = embedder.embed([text.article.text[start:end] for start, end in spans])
    chosen = sorted(_central(vectors))
    proof = tuple(text.span(*spans[i]) for i in chosen)
    return Draft(" ".join(text.article.text[span.start : span.end] for span in proof), proof)


def _central(vectors: Vectors) -> list[int]:
    """The most central rows that do not repeat each other."""
    alike = vectors @ vectors.T
    points = alike.mean(axis=1) + _POSITION_WEIGHT / np.sqrt(1 + np.arange(len(vectors)))
    chosen: list[int] = []
    for row in np.argsort(-points):
        if all(alike[row, other] < _REPEATS for other in chosen):
            chosen.append(int(row))
        if len(chosen) == MOST_SENTENCES:
            break
    return chosen
