"""How search and storage grow with the library, and how many can ask at once.

The passages are made up of words of the suite's articles and their vectors are random: storage and search do
not care, and the time goes to them instead of to embedding.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from evals.speed.memory import memory
from evals.speed.timing import quantile, seconds
from rag.embed import OnnxEmbedder
from rag.library import Library
from rag.retrieve import FusedRetriever
from rag.types import Article, Passage, Question, Span

PER_ARTICLE = 10
WORDS = 95
"""Words of a made-up passage: what the splitter aims at."""


def growth(
    sizes: Sequence[int], vocabulary: Sequence[str], questions: Sequence[str], embedder: OnnxEmbedder
) -> list[dict[str, Any]]:
    """Grow one library to each size in turn, and search it.

    Args:
        sizes: in passages, growing.
        vocabulary: words to make passages of.
        questions: what is searched for at each size.
        embedder: embeds the questions.
    """
    random = np.random.default_rng(1)
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as home, Library.open(Path(home), embedder) as library:
        stored, before = 0, memory()
        for size in sizes:
            new = [made_up(stored + n, vocabulary, random) for n in range(0, size - stored, PER_ARTICLE)]
            vectors = [unit_vectors(len(passages), embedder.dimension, random) for _, passages in new]
            added = seconds(partial(_add_all, library, new, vectors))
            rows.append(
                {
                    "passages": size,
                    "stored_per_second": (size - stored) / added,
                    "disk_bytes_per_passage": _disk(Path(home)) / size,
                    "memory_bytes_per_passage": (memory() - before) / size,
                    **{f"search_{key}": value for key, value in _search(library, questions).items()},
                }
            )
            stored = size
    return rows


def made_up(number: int, vocabulary: Sequence[str], random: np.random.Generator) -> tuple[Article, list[Passage]]:
    """An article of ten passages of random words."""
    paragraphs = [" ".join(random.choice(vocabulary, WORDS)) for _ in range(PER_ARTICLE)]
    text = "\n\n".join(paragraphs)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(f"{number:012x}", f"Article {number}", text, sha256, 1, dt.datetime.now(dt.UTC))
    passages: list[Passage] = []
    start = 0
    for place, paragraph in enumerate(paragraphs):
        span = Span(article.id, 1, start, start + len(paragraph))
        passages.append(Passage(f"{article.id}:1:{place}", span, paragraph))
        start = span.end + 2
    return article, passages


def unit_vectors(count: int, dimension: int, random: np.random.Generator) -> np.ndarray:
    """Random directions: ``[count, dimension]`` float32, each row of length 1."""
    vectors = random.normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def _add_all(
    library: Library, articles: Sequence[tuple[Article, list[Passage]]], vectors: Sequence[np.ndarray]
) -> None:
    for (article, passages), rows in zip(articles, vectors, strict=True):
        library.add(article, passages, rows)


def _search(library: Library, questions: Sequence[str]) -> dict[str, float]:
    fused = FusedRetriever(library=library)
    kinds: dict[str, Callable[[str], object]] = {
        "meaning": partial(library.search_meaning, k=16),
        "words": partial(library.search_words, k=16),
        "fused": fused.candidates,
    }
    found: dict[str, float] = {}
    for name, search in kinds.items():
        times = [seconds(partial(search, question)) for question in questions]
        found |= {f"{name}_p50": quantile(times, 0.5), f"{name}_p95": quantile(times, 0.95)}
    return found


def users_at_once(
    ask: Callable[[Question], object], questions: Sequence[Question], users: Sequence[int]
) -> list[dict[str, float]]:
    """Questions a second, and how long each waits, when so many ask at the same time."""
    rows: list[dict[str, float]] = []
    for count in users:
        asked = [questions[n % len(questions)] for n in range(max(count, 8))]
        began = time.perf_counter()
        with ThreadPoolExecutor(count) as pool:
            waits = list(pool.map(lambda question: seconds(partial(ask, question)), asked))
        took = time.perf_counter() - began
        rows.append(
            {
                "users": count,
                "questions_per_second": len(asked) / took,
                "p50": quantile(waits, 0.5),
                "p95": quantile(waits, 0.95),
            }
        )
    return rows


def _disk(home: Path) -> int:
    return sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
