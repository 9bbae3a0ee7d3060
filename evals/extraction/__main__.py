"""``python -m evals.extraction FOLDER``: print the scores of text and metadata; fail below the floor."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.extraction.measure import (
    FIELDS,
    Page,
    by_trafilatura,
    extract,
    read_labels,
    read_pages,
    right_fields,
    score_text,
    why,
)
from evals.extraction.score import Match, mean

FLOOR = 0.960
WORST = 0.5  # pages below it are listed


def main() -> int:
    """Measure, print, and return 1 when the text's F1 is below the floor."""
    parser = argparse.ArgumentParser(prog="python -m evals.extraction", description="Score article extraction.")
    parser.add_argument("folder", type=Path, help="holds truth.json and html/*.html.gz")
    folder = parser.parse_args().folder
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    console = Console()
    pages = list(read_pages(folder))
    ours = score_text(pages, lambda data: extract(data).text)
    _print_text(console, pages, ours)
    _print_fields(console, pages)
    return 0 if mean(ours).f1 >= FLOOR else 1


def _print_text(console: Console, pages: list[Page], ours: list[Match]) -> None:
    table = Table("text, 4-word shingles", "precision", "recall", "F1", title=f"{len(pages)} pages")
    for name, matches in (("trafilatura", score_text(pages, by_trafilatura)), ("pullquote", ours)):
        total = mean(matches)
        table.add_row(name, *(f"{value:.4f}" for value in (total.precision, total.recall, total.f1)))
    console.print(table)
    for page, found in zip(pages, ours, strict=True):
        if found.f1 < WORST:
            console.print(f"{found.f1:.3f} {page.name[:12]} {page.url}: {why(page, found)}", markup=False)


def _print_fields(console: Console, pages: list[Page]) -> None:
    labels = read_labels()
    checked = [right_fields(labels[page.name], extract(page.data)) for page in pages if page.name in labels]
    if not checked:
        return
    table = Table("field", "right", "of", "share", title="metadata, labels made by hand")
    for field in FIELDS:
        right = sum(fields[field] for fields in checked)
        table.add_row(field, str(right), str(len(checked)), f"{right / len(checked):.3f}")
    console.print(table)


if __name__ == "__main__":
    raise SystemExit(main())
