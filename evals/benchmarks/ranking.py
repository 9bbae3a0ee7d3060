"""Ranking passages and documents in every way that the product knows, for benchmarks of retrieval."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from evals.metrics.mean import mean
from evals.metrics.retrieval import hits_at, reciprocal_rank
from evals.report import Figures
from ingest.split import split
from rag.embed import Embedder
from rag.library import Library
from rag.reader.read import Reader
from rag.retrieve import candidates
from rag.types import Article, Passage, Scope

DEPTH = 10
"""Places of a ranking that count."""
READ = 16
"""Fused candidates that the reader puts in order."""


def to_article(text: str, title: str = "") -> Article:
    """An article with these words; paragraphs are joined by one blank line, as every stored text is."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n")]
    joined = "\n\n".join(part for part in paragraphs if part)
    sha256 = hashlib.sha256(f"{title}\n{joined}".encode()).hexdigest()
    return Article(sha256[:12], title or joined[:60], joined, sha256, 1, dt.datetime.now(dt.UTC))


def store(articles: Iterable[Article], library: Library, embedder: Embedder) -> None:
    """Split, embed and store articles."""
    for article in articles:
        passages = split(article.text, article.id, article.version)
        library.add(article, passages, embedder.embed([passage.text for passage in passages]))


def rank(
    question: str, library: Library, reader: Reader, *, depth: int = DEPTH, scope: Scope = Scope()
) -> dict[str, Sequence[Passage]]:
    """The passages for a question, best first, by each way to rank them."""
    fused = candidates(library, question, scope, max(READ, depth))
    read = reader.read(question, fused[:READ]).passages
    return {
        "dense": library.search_meaning(question, depth, scope),
        "lexical": library.search_words(question, depth, scope),
        "fused": fused,
        "fused and read": (*read, *fused[READ:]),
    }


def documents(passages: Sequence[Passage]) -> list[str]:
    """The articles of a ranking of passages, each at the place of its best passage."""
    return list(dict.fromkeys(passage.span.article for passage in passages))


def figures(rankings: Sequence[Sequence[bool]]) -> Figures:
    """Hits@1, Hits@4, Hits@10 and MRR@10; each ranking says of each place whether it is relevant."""
    return {
        "questions": len(rankings),
        "hits_1": mean(hits_at(ranking, 1) for ranking in rankings),
        "hits_4": mean(hits_at(ranking, 4) for ranking in rankings),
        "hits_10": mean(hits_at(ranking, 10) for ranking in rankings),
        "mrr_10": mean(reciprocal_rank(ranking, 10) for ranking in rankings),
    }
