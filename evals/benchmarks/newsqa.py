"""NewsQA (Trischler et al. 2017): questions on whole CNN articles, for reading and for retrieval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import accumulate

from evals.benchmarks.questions import Asked
from evals.benchmarks.ranking import DEPTH, figures, rank, store, to_article
from evals.report import Figures
from rag.embed import Embedder
from rag.library import Library
from rag.reader.read import Reader
from rag.types import Article, Passage, Span

Progress = Callable[[int, int], None]


def store_all(questions: Sequence[Asked], library: Library, embedder: Embedder) -> dict[str, Article]:
    """Store the articles of all questions; returns them by their text in the set."""
    stored = {context: to_article(context) for context in dict.fromkeys(question.context for question in questions)}
    store(stored.values(), library, embedder)
    return stored


def gold_spans(question: Asked, article: Article) -> list[Span]:
    """Where the gold answers stand in the stored text, which differs from the set's in its white space alone."""
    before = [0, *accumulate(not char.isspace() for char in question.context)]
    places = [at for at, char in enumerate(article.text) if not char.isspace()]
    return [
        Span(article.id, article.version, places[before[start]], places[before[end] - 1] + 1)
        for start, end in question.spans
        if before[start] < before[end]
    ]


def retrieval(
    questions: Sequence[Asked],
    articles: dict[str, Article],
    library: Library,
    reader: Reader,
    progress: Progress | None = None,
) -> dict[str, Figures]:
    """Hits@1, Hits@4 and MRR@10 of one library of all articles, for each way to rank its passages.

    A passage is relevant when it holds a gold answer where the annotators marked it.
    """
    rankings: defaultdict[str, list[list[bool]]] = defaultdict(list)
    for number, question in enumerate(questions, 1):
        gold = gold_spans(question, articles[question.context])
        for way, passages in rank(question.question, library, reader).items():
            rankings[way].append([_holds(p, gold) for p in passages[:DEPTH]])
        if progress:
            progress(number, len(questions))
    return {way: figures(ranked) for way, ranked in rankings.items()}


def _holds(passage: Passage, gold: Sequence[Span]) -> bool:
    at = passage.span
    return any(at.article == g.article and at.start <= g.start and g.end <= at.end for g in gold)
