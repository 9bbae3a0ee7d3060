"""Retrieval benchmarks in the format of BEIR (Thakur et al. 2021): which documents are relevant to a query.

A folder holds ``corpus.jsonl`` (``_id, title, text``), ``queries.jsonl`` (``_id, text``) and ``qrels/test.tsv``
(query, document, grade, below a heading). As in BEIR's own evaluation, nDCG counts grades, and a document that is the
query itself does not count; for the other figures a grade above 0 is relevant.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from evals.benchmarks.ranking import DEPTH, documents, figures, rank, store, to_article
from evals.lines import read_lines
from evals.metrics.mean import mean
from evals.metrics.retrieval import graded_ndcg
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
        queries: every judged query.
    """

    articles: dict[str, Article]
    queries: list[Query]


@dataclass(frozen=True, slots=True)
class Query:
    """A judged query.

    Attributes:
        text: its words.
        grades: above 0, by the id of the article in the library; by that of the document where the corpus lacks it.
        itself: the article that is the query itself, where the corpus has it.
    """

    text: str
    grades: Mapping[str, int]
    itself: str | None = None


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
    ids = {name: article.id for name, article in articles.items()}
    return Collection(
        articles,
        [
            Query(queries[query], {ids.get(name, name): grade for name, grade in judged[query].items()}, ids.get(query))
            for query in chosen
        ],
    )


def measure(
    collection: Collection, library: Library, embedder: Embedder, reader: Reader, progress: Progress | None = None
) -> dict[str, Figures]:
    """nDCG@10 over documents, and the figures of :func:`ranking.figures`, for each way to rank them."""
    store({article.id: article for article in collection.articles.values()}.values(), library, embedder)
    rankings: defaultdict[str, list[list[bool]]] = defaultdict(list)
    gains: defaultdict[str, list[float | None]] = defaultdict(list)
    for number, query in enumerate(collection.queries, 1):
        for way, passages in rank(query.text, library, reader, depth=_PASSAGES).items():
            found = [article for article in documents(passages) if article != query.itself][:DEPTH]
            grades = [query.grades.get(article, 0) for article in found]
            rankings[way].append([grade > 0 for grade in grades])
            gains[way].append(graded_ndcg(grades, DEPTH, list(query.grades.values())))
        if progress:
            progress(number, len(collection.queries))
    return {way: figures(ranked) | {"ndcg_10": mean(gains[way])} for way, ranked in rankings.items()}


def _document(row: dict[str, Any]) -> tuple[str, Article]:
    return row["_id"], to_article(row["text"], row.get("title", ""))


def _judged(path: Path) -> dict[str, dict[str, int]]:
    """The grades above 0, by query and document."""
    judged: defaultdict[str, dict[str, int]] = defaultdict(dict)
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for query, document, grade in list(csv.reader(lines, delimiter="\t"))[1:]:
                if int(grade) > 0:
                    judged[query][document] = int(grade)
    except (OSError, ValueError) as error:
        raise SuiteError(f"{path} is not a table of query, document and grade: {error}.") from error
    return judged
