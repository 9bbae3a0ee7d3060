"""A benchmark by name: what is measured, and what others published for it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from evals.benchmarks import newsqa, squad
from evals.benchmarks.published import PUBLISHED, Published
from evals.benchmarks.questions import Asked, read_questions
from evals.report import Figures
from rag.embed import load_embedder
from rag.errors import SuiteError
from rag.library import Library
from rag.reader.read import Reader
from rag.settings import Settings

Progress = Callable[[int, int], None]

TEST_ONLY = "test only: nothing was tuned on it"
USES = {
    "squad1": "development set; nothing was tuned on it",
    "squad2": "tuned on half of its articles, measured on the other half",
    "shifts-new-wiki": TEST_ONLY,
    "shifts-reddit": TEST_ONLY,
    "shifts-amazon": TEST_ONLY,
    "newsqa": TEST_ONLY,
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
    """Measure the embedded reader, and for NewsQA the retrieval too.

    Args:
        name: one of ``USES``.
        path: the file of its questions, one a line.
        settings: of the embedder.
        limit: how many questions, drawn at random but always the same; None for all.
        progress: called with how many of how many questions are done; NewsQA has two rounds.

    Raises:
        SuiteError: for an unknown benchmark or a damaged file.
    """
    if name not in USES:
        raise SuiteError(f"There is no benchmark “{name}”. There are: {', '.join(USES)}.")
    questions = read_questions(path, limit)
    reader = Reader()
    read = squad.read_all(reader, questions, whole=name != "newsqa", progress=progress)
    if name == "squad2":
        figures = {"reading": squad.with_refusals(questions, read)}
    else:
        figures = {"reading": squad.answerable(questions, read)}
    if name == "newsqa":
        figures |= _retrieval(questions, read_questions(path), reader, settings, progress)
    return Measured(name, USES[name], reader.model.sha256, figures, PUBLISHED.get(name, ()))


def _retrieval(
    asked: list[Asked],
    everything: list[Asked],
    reader: Reader,
    settings: Settings,
    progress: Progress | None,
) -> dict[str, Figures]:
    """Retrieval in a library of all articles of the set, whatever the limit on questions."""
    with tempfile.TemporaryDirectory(prefix="pullquote-eval-") as home:
        embedder = load_embedder(replace(settings, home=Path(home)))
        with Library.open(Path(home), embedder) as library:
            articles = newsqa.store(everything, library, embedder)
            return newsqa.retrieval(asked, articles, library, reader, progress)
