"""Adding many articles, beside embedding their passages alone, and beside the tutorial's pipeline.

The articles are text files of made-up sentences: words of the suites' articles, as often as they stand there.

``python -m evals.speed.adding`` prints that comparison alone; with ``--memory``, the memory that the process holds as
its library grows, and with ``--memory-without-index``, how much of it is not the index.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from evals.speed.memory import memory
from evals.speed.timing import ratio, seconds
from ingest import add_many, extract
from ingest.pipeline import prepare
from rag.embed import OnnxEmbedder, Vectors
from rag.errors import PullquoteError
from rag.index import Index
from rag.library import Library
from rag.types import Article, Passage

logger = logging.getLogger(__name__)

ROUNDS = 3
"""How often all articles are added, each time to a library of its own."""
TUTORIAL = 8
"""Every so many-th article is added the tutorial's way, which takes too long for all of them."""
SLICES = 8
"""Parts in which a library grows while its memory is measured."""


def adding(
    count: int, vocabulary: Sequence[str], embedder: OnnxEmbedder, embeddings: Embeddings, rounds: int = ROUNDS
) -> dict[str, Any]:
    """How adding articles compares with embedding their passages alone, and with the tutorial's way of adding them.

    One half of the passages is embedded before the articles are added and one half after it, so that a machine that
    slows down slows both alike.

    Args:
        count: of articles.
        vocabulary: words to make them of; a word that stands there twice is drawn twice as often.
        embedder: ours.
        embeddings: the tutorial's.
        rounds: how often all of them are added.

    Returns:
        Ratios of the time that passes, and beside embedding alone that of the processor's time, which other programs
        on the machine change little. The tutorial's time is that of its share of the articles, times how many that is.
    """
    from evals.speed.baseline import Tutorial  # torch: a process that measures memory has no use for it

    ours: list[float] = []
    alone: list[float] = []
    theirs: list[float] = []
    processor: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        files = write_articles(home, count, vocabulary)
        prepared = [prepare(extract(file)) for file in files]
        passages = [passage.text for one in prepared for passage in one.passages]
        articles = [one.article for one in prepared]
        del prepared
        for number in range(rounds):
            clock = [time.process_time()]
            first = seconds(partial(embedder.embed, passages[::2]))
            clock.append(time.process_time())
            with Library.open(home / f"ours-{number}", embedder) as library:
                ours.append(seconds(partial(add_files, files, library, embedder)))
            clock.append(time.process_time())
            alone.append(first + seconds(partial(embedder.embed, passages[1::2])))
            clock.append(time.process_time())
            processor.append((clock[2] - clock[1], clock[1] - clock[0] + clock[3] - clock[2]))
            part = articles[number % TUTORIAL :: TUTORIAL]
            with closing(Tutorial(home / f"tutorial-{number}", embeddings)) as tutorial:
                theirs.append(seconds(partial(tutorial.add, part)) * count / len(part))
            logger.info("adding: round %d of %d", number + 1, rounds)
    return {
        "articles": count,
        "words": sum(len(article.text.split()) for article in articles),
        "ours_to_embedding_alone": asdict(ratio(ours, alone)) | {"total": sum(ours) / sum(alone)},
        "ours_to_embedding_alone_processor": asdict(ratio(*zip(*processor, strict=True))),
        "tutorial_to_ours": asdict(ratio(theirs, ours)) | {"total": sum(theirs) / sum(ours)},
        "ours_articles_per_second": rounds * count / sum(ours),
    }


def add_files(files: Sequence[Path], library: Library, embedder: OnnxEmbedder) -> None:
    """Add files as the command does; raises PullquoteError when one of them is not stored."""
    for item in add_many(files, library, embedder):
        if item.error or not item.added or item.added.outcome != "added":
            raise PullquoteError(f"{item.source} was not added: {item.error}")


def write_articles(folder: Path, count: int, vocabulary: Sequence[str]) -> list[Path]:
    """Write text files, each a headline and 8 to 20 paragraphs; the same ones for the same count and vocabulary."""
    chance = random.Random(1)
    files = []
    for number in range(count):
        paragraphs = [_paragraph(chance, vocabulary) for _ in range(chance.randint(8, 20))]
        file = folder / f"{number:06}.txt"
        file.write_text("\n\n".join([f"Story number {number} of the day", *paragraphs]), encoding="utf-8")
        files.append(file)
    return files


def _paragraph(chance: random.Random, vocabulary: Sequence[str]) -> str:
    sentences = (" ".join(chance.choices(vocabulary, k=chance.randint(8, 30))) for _ in range(chance.randint(1, 3)))
    return " ".join(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in sentences)


def measure_memory(count: int) -> dict[str, Any]:
    """Let processes of their own add so many articles, and tell the megabytes held after each slice.

    One adds them as ever, one without storing vectors: what grows in the first only is Chroma's index, which it keeps
    in memory.
    """
    told = {name: _held(count, option) for name, option in _MEMORY.items()}
    return {"articles": count, "megabytes": told}


_MEMORY = {"all": "--memory", "without_index": "--memory-without-index"}


def _held(count: int, option: str) -> list[float]:
    command = [sys.executable, "-m", "evals.speed.adding", "--articles", str(count), option]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own module
    held: list[float] = json.loads(done.stdout.splitlines()[-1])
    return held


class RandomEmbedder(OnnxEmbedder):
    """Vectors at random, so that a process spends its time on everything else."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """``[len(texts), 384]`` float32, each row of length 1."""
        vectors = np.random.default_rng(len(texts)).normal(size=(len(texts), self.dimension)).astype(np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def grow(count: int, slices: int = SLICES) -> list[float]:
    """Add articles, and tell the megabytes held after each slice."""
    held: list[float] = []
    embedder = RandomEmbedder()
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "home", embedder) as library:
        files = write_articles(Path(folder), count, vocabulary())
        for first in range(0, count, -(-count // slices)):
            add_files(files[first : first + -(-count // slices)], library, embedder)
            held.append(memory() / 1e6)
    return held


def vocabulary() -> list[str]:
    """The words of the suites' articles, as often as they stand there."""
    from evals.suite import article_names, load_article

    return [word.strip('.,:;!?“”"()') for name in article_names() for word in load_article(name).text.split()]


def _store_nothing(self: Index, articles: Iterable[Article], passages: Sequence[Passage], vectors: Vectors) -> None:
    """Take the place of :meth:`Index.add`."""


def main() -> None:
    """Parse the command line, measure, and print one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m evals.speed.adding", description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--memory", action="store_true", help="print the megabytes held, with vectors at random")
    parser.add_argument("--memory-without-index", action="store_true", help="the same, storing no vectors")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", datefmt="%H:%M:%S", stream=sys.stderr)
    logging.getLogger("evals").setLevel(logging.INFO)
    logger.setLevel(logging.INFO)  # its name is another one when it runs as a command
    told: object
    if options.memory_without_index:
        Index.add = _store_nothing  # type: ignore[method-assign]
    if options.memory or options.memory_without_index:
        told = grow(options.articles)
    else:
        from evals.speed.embeddings import float32  # torch: a process that measures memory has no use for it

        told = adding(options.articles, vocabulary(), OnnxEmbedder(), float32())
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
