"""How search and storage grow with the library, and how many can ask at once.

The passages that fill the library are made up of words of the suites' articles and their vectors are random: storage
and search do not care, and the time goes to them instead of to embedding.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.speed.adding import add_files, write_articles
from evals.speed.memory import memory
from evals.speed.timing import quantile, seconds
from rag.embed import OnnxEmbedder
from rag.library import Library
from rag.reader.read import Reader
from rag.retrieve import candidates
from rag.stages import Stages
from rag.types import Answer, Article, Entry, Passage, Question, Span

logger = logging.getLogger(__name__)

PER_ARTICLE = 10
AT_ONCE = 50
"""Articles that are stored together."""
ASKED, ADDED = 10, 16
"""Questions that are asked, and articles that are added, at each size."""
WORDS = 95
"""Words of a made-up passage: what the splitter aims at."""


def growth(
    sizes: Sequence[int], vocabulary: Sequence[str], questions: Sequence[str], embedder: OnnxEmbedder, reader: Reader
) -> list[dict[str, Any]]:
    """Grow one library to each size in turn; search it, ask it, and add to it.

    Args:
        sizes: in passages, growing.
        vocabulary: words to make passages of.
        questions: what is searched for at each size; the first of them are asked.
        embedder: embeds the questions, and the articles that are added as they always are.
        reader: reads what is found.
    """
    random = np.random.default_rng(1)
    words = np.array(vocabulary)
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "home", embedder) as library:
        files = write_articles(Path(folder), ADDED * len(sizes), vocabulary)
        stages = Stages(library, embedder, reader)
        stored, before = 0, memory()
        for place, size in enumerate(sizes):
            took = _fill(library, range(stored, size, PER_ARTICLE), words, embedder.dimension, random)
            row = {
                "passages": size,
                "stored_per_second": (size - stored) / took,
                "disk_bytes_per_passage": _disk(Path(folder) / "home") / size,
                "memory_bytes_per_passage": (memory() - before) / size,
                **{f"search_{key}": value for key, value in _search(library, questions).items()},
            }
            asking = [seconds(partial(_ask, stages, question)) for question in questions[:ASKED]]
            new = files[place * ADDED : (place + 1) * ADDED]
            adding = seconds(partial(add_files, new, library, embedder))
            row |= {"ask_p50": quantile(asking, 0.5), "ask_p95": quantile(asking, 0.95)}
            rows.append(row | {"added_articles_per_second": len(new) / adding})
            stored = size
            logger.info("%d passages: a question takes %.2f s", size, row["ask_p50"])
    return rows


def _ask(stages: Stages, question: str) -> Answer:
    *_, answer = stages.stream(Question(question))
    return answer


def _fill(
    library: Library, numbers: range, words: NDArray[np.str_], dimension: int, random: np.random.Generator
) -> float:
    """Store made-up articles, many at once as articles are added; returns the seconds that storing took."""
    took = 0.0
    for first in range(0, len(numbers), AT_ONCE):
        made = [made_up(number, words, random) for number in numbers[first : first + AT_ONCE]]
        vectors = unit_vectors(sum(len(entry.passages) for entry in made), dimension, random)
        took += seconds(partial(library.add_all, made, vectors))
    return took


def made_up(number: int, words: NDArray[np.str_], random: np.random.Generator) -> Entry:
    """An article of ten passages of random words."""
    paragraphs = [" ".join(random.choice(words, WORDS)) for _ in range(PER_ARTICLE)]
    text = "\n\n".join(paragraphs)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(f"{number:012x}", f"Article {number}", text, sha256, 1, dt.datetime.now(dt.UTC))
    passages: list[Passage] = []
    start = 0
    for place, paragraph in enumerate(paragraphs):
        span = Span(article.id, 1, start, start + len(paragraph))
        passages.append(Passage(f"{article.id}:1:{place}", span, paragraph))
        start = span.end + 2
    return Entry(article, tuple(passages))


def unit_vectors(count: int, dimension: int, random: np.random.Generator) -> np.ndarray:
    """Random directions: ``[count, dimension]`` float32, each row of length 1."""
    vectors = random.normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def _search(library: Library, questions: Sequence[str]) -> dict[str, float]:
    kinds: dict[str, Callable[[str], object]] = {
        "meaning": partial(library.search_meaning, k=16),
        "words": partial(library.search_words, k=16),
        "fused": partial(candidates, library),
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
