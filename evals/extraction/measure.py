"""Run the extraction over a folder of pages with known article texts, beside trafilatura as it is."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trafilatura

from evals.extraction.score import Match, match
from evals.lines import read_lines
from ingest.clean import clean
from ingest.dates import day
from ingest.draft import Draft
from ingest.html import read_html
from rag.errors import SourceError

LABELS = Path(__file__).parent / "labels.jsonl"
FIELDS = ("title", "publisher", "published", "authors")

Extractor = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the benchmark: its name, its bytes, and the true text of its article."""

    name: str
    url: str
    data: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """Facts about a page's article, written down by hand from the page.

    Attributes:
        publishers: names that its readers know the publication by; one of them is right.
        published: the day, in the publisher's own time where the page prints it.
        authors: people; an agency or a desk is not one.
    """

    page: str
    title: str
    publishers: tuple[str, ...]
    published: str
    authors: tuple[str, ...]


def read_pages(folder: Path) -> Iterator[Page]:
    """Read ``truth.json`` (``{name: {"articleBody", "url"}}``) and ``html/{name}.html.gz``."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    for name, facts in truth.items():
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Page(name, facts["url"], data, facts["articleBody"])


def read_labels(path: Path = LABELS) -> dict[str, Label]:
    """Read the hand-made labels, by page name."""
    return {label.page: label for label in read_lines(path, _label, "the label of a page")}


def _label(facts: dict[str, Any]) -> Label:
    return Label(facts["page"], facts["title"], tuple(facts["publishers"]), facts["published"], tuple(facts["authors"]))


def extract(data: bytes) -> Draft:
    """The product's own way from a page to a clean draft; an empty one where it finds no article."""
    try:
        return clean(read_html(data))
    except SourceError:
        return Draft()


def by_trafilatura(data: bytes) -> str:
    """The text that trafilatura finds as it is, without comments."""
    return trafilatura.extract(data, include_comments=False) or ""


def score_text(pages: list[Page], extractor: Extractor) -> list[Match]:
    """Compare what an extractor finds in each page with the true text."""
    return [match(page.text, extractor(page.data)) for page in pages]


def why(page: Page, found: Match) -> str:
    """What is wrong with the text that was found in a page, in a few words."""
    try:
        text = clean(read_html(page.data)).text
    except SourceError as error:
        return str(error)
    if not text:
        return "all of it was taken for something else than the article"
    if found.precision < found.recall:
        return f"{1 - found.precision:.0%} of what was found is not the article, which begins “{_opening(page.text)}”"
    return f"{1 - found.recall:.0%} of the article is missing; what was found begins “{_opening(text)}”"


def _opening(text: str) -> str:
    return " ".join(text.split()[:8])


def right_fields(label: Label, draft: Draft) -> dict[str, bool]:
    """Which metadata fields agree with the label, whatever their case, spaces and punctuation."""
    return {
        "title": _plain(draft.title) == _plain(label.title),
        "publisher": _plain(draft.publisher) in {_plain(name) for name in label.publishers},
        "published": str(day(draft.published)) == label.published,
        "authors": sorted(map(_plain, draft.authors)) == sorted(map(_plain, label.authors)),
    }


def _plain(text: str | None) -> str:
    return re.sub(r"\W", "", re.sub(r"\.com$|^the\s?", "", (text or "").lower().strip()))
