"""MultiHop-RAG (Tang and Yang 2024): news questions whose evidence stands in two to four articles.

A folder holds ``corpus.json`` (``title, body`` of every article) and ``MultiHopRAG.json`` (``query, question_type,
evidence_list``). As in the paper, queries without an answer are left out, and a passage is relevant when it holds the
words of a piece of evidence; white space does not count.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from evals.benchmarks.ranking import DEPTH, figures, rank, store, to_article
from evals.metrics.mean import mean
from evals.metrics.retrieval import average_precision
from evals.report import Figures
from rag.embed import Embedder
from rag.errors import SuiteError
from rag.library import Library
from rag.reader.read import Reader
from rag.types import Article, Passage

Progress = Callable[[int, int], None]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the words of each piece of evidence."""

    text: str
    facts: tuple[str, ...]


def read_folder(folder: Path, limit: int | None = None) -> tuple[list[Article], list[Query]]:
    """Read a folder; with ``limit``, that many queries, drawn at random but always the same.

    Raises:
        SuiteError: naming the file that is missing or damaged.
    """
    articles = _rows(folder / "corpus.json", lambda row: to_article(row["body"], row["title"]))
    found = _rows(folder / "MultiHopRAG.json", _query)
    queries = [query for query in found if query]
    if limit is not None and limit < len(queries):
        queries = random.Random(0).sample(queries, limit)
    return articles, queries


def measure(
    articles: Sequence[Article],
    queries: Sequence[Query],
    library: Library,
    embedder: Embedder,
    reader: Reader,
    progress: Progress | None = None,
) -> dict[str, Figures]:
    """The figures of :func:`ranking.figures` and MAP@10, for each way to rank passages."""
    store({article.id: article for article in articles}.values(), library, embedder)
    rankings: defaultdict[str, list[list[bool]]] = defaultdict(list)
    precisions: defaultdict[str, list[float | None]] = defaultdict(list)
    for number, query in enumerate(queries, 1):
        facts = [_letters(fact) for fact in query.facts]
        for way, passages in rank(query.text, library, reader).items():
            held = [_held(passage, facts) for passage in passages[:DEPTH]]
            rankings[way].append([bool(found) for found in held])
            precisions[way].append(average_precision(held, DEPTH, len(facts)))
        if progress:
            progress(number, len(queries))
    return {way: figures(ranked) | {"map_10": mean(precisions[way])} for way, ranked in rankings.items()}


def _held(passage: Passage, facts: Sequence[str]) -> set[str]:
    letters = _letters(passage.text)
    return {fact for fact in facts if fact in letters}


def _letters(text: str) -> str:
    return "".join(text.split())


def _query(row: dict[str, Any]) -> Query | None:
    """A query; None for one without an answer."""
    facts = tuple(evidence["fact"] for evidence in row["evidence_list"])
    return Query(row["query"], facts) if row["question_type"] != "null_query" else None


def _rows(path: Path, make: Callable[[dict[str, Any]], Made]) -> list[Made]:
    number = 0
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        made = []
        for number, row in enumerate(rows, 1):  # noqa: B007 - named when a row is wrong
            made.append(make(row))
    except (OSError, ValueError) as error:
        raise SuiteError(f"{path} cannot be read as JSON: {error}.") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise SuiteError(f"{path.name}, entry {number}: not as MultiHop-RAG has them ({error!r}).") from error
    return made
