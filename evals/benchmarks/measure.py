"""A benchmark by name: what is measured, and what others published for it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from evals.benchmarks import beir, extraction, multihop, newsqa, realtimeqa, squad
from evals.benchmarks.published import PUBLISHED, Published
from evals.benchmarks.questions import Asked, read_questions
from evals.report import Figures
from rag.embed import Embedder, load_embedder
from rag.errors import SuiteError
from rag.library import Library
from rag.reader.read import Reader
from rag.reader.train.examples import chooses
from rag.settings import Settings

Progress = Callable[[int, int], None]

TEST_ONLY = "test only: nothing was tuned on it"
USES = {
    "squad1": "measured on the articles of the development set that nothing was trained or tuned on",
    "squad2": "trained and tuned on half of the development set's articles, measured on the other half",
    "shifts-new-wiki": TEST_ONLY,
    "shifts-reddit": TEST_ONLY,
    "shifts-amazon": TEST_ONLY,
    "newsqa": TEST_ONLY,
    "realtimeqa": TEST_ONLY,
    "multihop-rag": TEST_ONLY,
    "beir": TEST_ONLY,
    "extraction": "the rules of extraction were developed on these pages",
}
"""What each benchmark may be used for, by its name."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The outcome of a benchmark.

    Attributes:
        benchmark: its name.
        use: whether something was tuned on it.
        model: SHA-256 of the reader's weights.
        figures: by what was measured (reading, or a way to rank passages).
        published: what others reached.
    """

    benchmark: str
    use: str
    model: str
    figures: dict[str, Figures]
    published: tuple[Published, ...]


def measure(
    name: str, path: Path, *, settings: Settings, limit: int | None = None, progress: Progress | None = None
) -> Measured:
    """Measure the embedded reader, the retrieval or the extraction, whichever the benchmark is about.

    Args:
        name: one of ``USES``.
        path: the file of its questions, one a line; for ``multihop-rag``, ``beir`` and ``extraction`` its folder.
        settings: of the embedder.
        limit: how many questions, drawn at random but always the same; None for all.
        progress: called with how many of how many questions are done; NewsQA has two rounds.

    Raises:
        SuiteError: for an unknown benchmark or a damaged file.
    """
    if name not in USES:
        raise SuiteError(f"There is no benchmark “{name}”. There are: {', '.join(USES)}.")
    reader = Reader()
    if name == "extraction":
        figures = extraction.measure(path, limit, progress)
    elif name == "newsqa":
        figures = _newsqa(path, limit, reader, settings, progress)
    elif name in ("realtimeqa", "multihop-rag", "beir"):
        with _library(settings) as (library, embedder):
            figures = _searched(name, path, limit, library, embedder, reader, progress)
    else:
        questions = _questions(name, path, limit)
        read = squad.read_all(reader, questions, whole=True, progress=progress)
        scores = squad.with_refusals if name == "squad2" else squad.answerable
        figures = {"reading": scores(questions, read)}
    return Measured(name, USES[name], reader.model.sha256, figures, PUBLISHED[name])


def _questions(name: str, path: Path, limit: int | None) -> list[Asked]:
    """The questions to read: for ``squad2`` as many again as are measured, to choose the threshold of refusal by."""
    if name not in ("squad1", "squad2"):
        return read_questions(path, limit)
    measured = read_questions(path, limit, squad.is_measured)
    return measured + (read_questions(path, limit, lambda q: chooses(q.title)) if name == "squad2" else [])


def _newsqa(
    path: Path, limit: int | None, reader: Reader, settings: Settings, progress: Progress | None
) -> dict[str, Figures]:
    """Reading of whole articles, and retrieval in a library of all of them, whatever the limit on questions."""
    asked, everything = read_questions(path, limit), read_questions(path)
    read = squad.read_all(reader, asked, whole=False, progress=progress)
    with _library(settings) as (library, embedder):
        articles = newsqa.store_all(everything, library, embedder)
        found = newsqa.retrieval(asked, articles, library, reader, progress)
    return {"reading": squad.answerable(asked, read), **found}


def _searched(
    name: str,
    path: Path,
    limit: int | None,
    library: Library,
    embedder: Embedder,
    reader: Reader,
    progress: Progress | None,
) -> dict[str, Figures]:
    if name == "realtimeqa":
        return realtimeqa.measure(realtimeqa.read_quiz(path, limit), library, embedder, reader, progress)
    if name == "multihop-rag":
        return multihop.measure(*multihop.read_folder(path, limit), library, embedder, reader, progress)
    return beir.measure(beir.read_collection(path, limit), library, embedder, reader, progress)


@contextmanager
def _library(settings: Settings) -> Iterator[tuple[Library, Embedder]]:
    """An empty library in a folder of its own, and the embedder that it was opened with."""
    with tempfile.TemporaryDirectory(prefix="pullquote-eval-") as home:
        embedder = load_embedder(replace(settings, home=Path(home)))
        with Library.open(Path(home), embedder) as library:
            yield library, embedder
