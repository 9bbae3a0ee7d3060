"""What remains when the bare models are taken away: our own share of the time."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from evals.cases import Case
from evals.speed.against import add_all
from evals.speed.timing import model_time, quantile, seconds
from rag import Pullquote
from rag.embed import Embedder, OnnxEmbedder
from rag.library import Library
from rag.types import Article, Scope


def ask_shares(cases: Sequence[Case], pullquote: Pullquote) -> dict[str, Any]:
    """The share of asking that is spent inside the models, over all questions and for the middle one."""
    shares: list[float] = []
    inside = total = 0.0
    for case in cases:
        with model_time() as spent:
            took = seconds(partial(pullquote.ask, case.question))
        inside, total = inside + spent.seconds, total + took
        shares.append(spent.seconds / took)
    return {
        "questions": len(cases),
        "model_share": inside / total,
        "model_share_median": statistics.median(shares),
        "overhead_seconds_per_question": (total - inside) / len(cases),
    }


def ingest_shares(articles: Sequence[Article], embedder: OnnxEmbedder) -> dict[str, Any]:
    """The share of splitting, embedding and storing that is spent inside the embedding model."""
    with tempfile.TemporaryDirectory() as home, Library.open(Path(home), embedder) as library, model_time() as spent:
        took = seconds(partial(add_all, articles, library, embedder))
    return {"articles": len(articles), "model_share": spent.seconds / took, "seconds": took}


def index_time(cases: Sequence[Case], library: Library, embedder: Embedder) -> dict[str, Any]:
    """Seconds of a bare query of Chroma, without embedding the question."""
    if not cases:
        return {}
    vectors = embedder.embed([case.question.text for case in cases])
    times = [seconds(partial(library.index.search, vector[None], 16, Scope())) for vector in vectors]
    return {"queries": len(times), "p50": quantile(times, 0.5), "p95": quantile(times, 0.95)}
