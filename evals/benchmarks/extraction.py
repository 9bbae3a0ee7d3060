"""Article extraction: how much of a page's true text is found, beside trafilatura as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from evals.extraction.measure import by_trafilatura, extract, read_pages, score_text
from evals.extraction.score import mean
from evals.report import Figures

Progress = Callable[[int, int], None]


def measure(folder: Path, limit: int | None = None, progress: Progress | None = None) -> dict[str, Figures]:
    """F1 over 4-word shingles, the mean over the pages of a folder; with ``limit``, over the first of them."""
    pages = list(read_pages(folder))[:limit]
    figures: dict[str, Figures] = {}
    for number, (name, extractor) in enumerate(
        (("trafilatura", by_trafilatura), ("pullquote", lambda data: extract(data).text)), 1
    ):
        total = mean(score_text(pages, extractor))
        figures[name] = {"pages": len(pages), "precision": total.precision, "recall": total.recall, "f1": total.f1}
        if progress:
            progress(number, 2)
    return figures
