"""Made-up vectors that lie as those of real sentences do.

To store and to search a million vectors takes as long whether or not somebody has embedded a million passages, but it
does depend on how the vectors lie: news is crowded into a part of all directions. So these are drawn from the normal
distribution with the mean and the covariance of the sentences of the suites' articles.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evals.suite import article_names, load_article
from rag.embed import Embedder, Vectors
from rag.sentences import sentences

Maker = Callable[[int, np.random.Generator], Vectors]
"""Makes so many vectors, ``[count, dimension]`` float32, each of length 1."""


def like_news(embedder: Embedder) -> Maker:
    """What makes vectors that lie as the embedder's vectors of news do."""
    articles = [load_article(name) for name in article_names()]
    real = embedder.embed([article.text[start:end] for article in articles for start, end in sentences(article.text)])
    mean = real.mean(axis=0)
    axes = np.linalg.qr(real - mean, mode="r") / np.sqrt(len(real) - 1)  # the transposed times itself: the covariance

    def make(count: int, random: np.random.Generator) -> Vectors:
        made = mean + random.normal(size=(count, len(axes))).astype(np.float32) @ axes
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)

    return make
