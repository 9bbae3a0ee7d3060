"""NewsQA (Trischler et al. 2017): questions on whole CNN articles, for reading and for retrieval."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from itertools import accumulate

from evals.benchmarks.questions import Asked
from evals.metrics.mean import mean
from evals.metrics.retrieval import hits_at, reciprocal_rank
from evals.report import Figures
from ingest.split import split
from rag.embed import Embedder
from rag.library import Library
from rag.reader.read import Reader
from rag.retrieve import FusedRetriever
from rag.types import Article, Passage, Span

Progress = Callable[[int, int], None]

DEPTH = 10
"""Places of a ranking that count."""
READ = 16
"""Fused candidates that the reader puts in order."""


def store(questions: Sequence[Asked], library: Library, embedder: Embedder) -> dict[str, Article]:
    """Store the articles of all questions; returns them by their text in the set."""
    stored: dict[str, Article] = {}
    for context in dict.fromkeys(question.context for question in questions):
        article = to_article(context)
        passages = split(article.text, article.id, article.version)
        library.add(article, passages, embedder.embed([passage.text for passage in passages]))
        stored[context] = article
    return stored


def to_article(context: str) -> Article:
    """An article with the set's words; paragraphs are joined by one blank line, as every stored text is."""
    paragraphs = [" ".join(part.split()) for part in context.split("\n")]
    text = "\n\n".join(part for part in paragraphs if part)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Article(sha256[:12], text[:60], text, sha256, 1, dt.datetime.now(dt.UTC))


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
    rankings: dict[str, list[list[bool]]] = {}
    fused = FusedRetriever(library=library, k=READ)
    for number, question in enumerate(questions, 1):
        gold = gold_spans(question, articles[question.context])
        candidates = fused.candidates(question.question)
        found = {
            "dense": library.search_meaning(question.question, DEPTH),
            "lexical": library.search_words(question.question, DEPTH),
            "fused": candidates,
            "fused and read": reader.read(question.question, candidates).passages,
        }
        for way, passages in found.items():
            rankings.setdefault(way, []).append([_holds(p, gold) for p in passages[:DEPTH]])
        if progress:
            progress(number, len(questions))
    return {way: _figures(ranked) for way, ranked in rankings.items()}


def _holds(passage: Passage, gold: Sequence[Span]) -> bool:
    at = passage.span
    return any(at.article == g.article and at.start <= g.start and g.end <= at.end for g in gold)


def _figures(rankings: Sequence[Sequence[bool]]) -> Figures:
    return {
        "questions": len(rankings),
        "hits_1": mean(hits_at(ranking, 1) for ranking in rankings),
        "hits_4": mean(hits_at(ranking, 4) for ranking in rankings),
        "hits_10": mean(hits_at(ranking, 10) for ranking in rankings),
        "mrr_10": mean(reciprocal_rank(ranking, 10) for ranking in rankings),
    }
