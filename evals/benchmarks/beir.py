"""Retrieval benchmarks in the format of BEIR (Thakur et al. 2021): which documents are relevant to a query.

A folder holds ``corpus.jsonl`` (``_id, title, text``), ``queries.jsonl`` (``_id, text``) and ``qrels/test.tsv``
(query, document, grade, below a heading). A grade above 0 counts as relevant.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from evals.benchmarks.ranking import DEPTH, documents, figures, rank, store, to_article
from evals.lines import read_lines
from evals.metrics.mean import mean
from evals.metrics.retrieval import ndcg
from evals.report import Figures
from rag.embed import Embedder
from rag.errors import SuiteError
from rag.library import Library
from rag.reader.read import Reader
from rag.types import Article

Progress = Callable[[int, int], None]
_PASSAGES = 3 * DEPTH
"""Passages from which the ten best documents are taken."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A corpus with judged queries.

    Attributes:
        articles: by the corpus' id of the document.
        queries: the text of every judged query.
        relevant: for each query, the ids of its relevant articles in the library.
    """

    articles: dict[str, Article]
    queries: list[str]
    relevant: list[frozenset[str]]


def read_collection(folder: Path, limit: int | None = None) -> Collection:
    """Read a folder; with ``limit``, that many queries, drawn at random but always the same.

    Raises:
        SuiteError: for a missing file, or naming the file that is damaged.
    """
    articles = dict(read_lines(folder / "corpus.jsonl", _document, "a document with _id and text"))
    queries = dict(read_lines(folder / "queries.jsonl", itemgetter("_id", "text"), "a query with _id and text"))
    judged = _judged(folder / "qrels" / "test.tsv")
    chosen = sorted(judged.keys() & queries.keys())
    if limit is not None and limit < len(chosen):
        chosen = random.Random(0).sample(chosen, limit)
    relevant = [frozenset(articles[name].id for name in judged[query] if name in articles) for query in chosen]
    return Collection(articles, [queries[query] for query in chosen], relevant)


def measure(
    collection: Collection, library: Library, embedder: Embedder, reader: Reader, progress: Progress | None = None
) -> dict[str, Figures]:
    """nDCG@10 over documents, and the figures of :func:`ranking.figures`, for each way to rank them."""
    store({article.id: article for article in collection.articles.values()}.values(), library, embedder)
    rankings: defaultdict[str, list[list[bool]]] = defaultdict(list)
    gains: defaultdict[str, list[float | None]] = defaultdict(list)
    for number, (query, relevant) in enumerate(zip(collection.queries, collection.relevant, strict=True), 1):
        for way, passages in rank(query, library, reader, depth=_PASSAGES).items():
            places = [article in relevant for article in documents(passages)[:DEPTH]]
            rankings[way].append(places)
            gains[way].append(ndcg(places, DEPTH, len(relevant)))
        if progress:
            progress(number, len(collection.queries))
    return {way: figures(ranked) | {"ndcg_10": mean(gains[way])} for way, ranked in rankings.items()}


def _document(row: dict[str, Any]) -> tuple[str, Article]:
    return row["_id"], to_article(row["text"], row.get("title", ""))


def _judged(path: Path) -> dict[str, set[str]]:
    judged: defaultdict[str, set[str]] = defaultdict(set)
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for query, document, grade in list(csv.reader(lines, delimiter="\t"))[1:]:
                if int(grade) > 0:
                    judged[query].add(document)
    except (OSError, ValueError) as error:
        raise SuiteError(f"{path} is not a table of query, document and grade: {error}.") from error
    return judged
