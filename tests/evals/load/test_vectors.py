from __future__ import annotations

import numpy as np

from evals.load.vectors import like_news
from evals.suite import article_names, load_article
from rag.embed import OnnxEmbedder
from rag.sentences import sentences


def test_made_up_vectors_are_as_near_to_each_other_as_those_of_real_sentences() -> None:
    embedder = OnnxEmbedder()
    made = like_news(embedder)(600, np.random.default_rng(3))
    articles = [load_article(name) for name in article_names()]
    real = embedder.embed([article.text[start:end] for article in articles for start, end in sentences(article.text)])
    assert made.dtype == np.float32
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-4)

    def nearness(vectors: np.ndarray) -> np.ndarray:
        between = (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)]
        return np.quantile(between, [0.1, 0.5, 0.9])

    assert np.allclose(nearness(made), nearness(real), atol=0.05)
    anywhere = np.random.default_rng(3).normal(size=made.shape)
    anywhere /= np.linalg.norm(anywhere, axis=1, keepdims=True)
    assert not np.allclose(nearness(anywhere), nearness(real), atol=0.05)
