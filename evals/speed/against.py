"""Pullquote beside the tutorial's pipeline, on the same articles and questions, in one run."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from langchain_core.embeddings import Embeddings

from evals.cases import Case
from evals.evaluate import shelve
from evals.metrics.mean import mean
from evals.metrics.uncertainty import paired_randomization
from evals.report import summarize
from evals.result import Result
from evals.run import System, run
from evals.speed.baseline import NEAREST, Tutorial, by_reader
from evals.speed.timing import quantile, ratio
from evals.speed.torch_reader import TorchReader
from ingest.split import split
from rag import Pullquote, Settings, open_pullquote
from rag.embed import OnnxEmbedder
from rag.errors import PullquoteError
from rag.library import Library
from rag.types import Article

logger = logging.getLogger(__name__)

FIGURES = (
    *("f1", "has_answer_f1", "right", "citation_validity", "citation_precision", "citation_recall"),
    *("refusal_precision", "refusal_recall", "seconds_p50", "seconds_p95"),
)


def add_all(articles: Sequence[Article], library: Library, embedder: OnnxEmbedder) -> None:
    """Split, embed and store articles, one by one."""
    for article in articles:
        passages = split(article.text, article.id, article.version, article.subheads)
        library.add(article, passages, embedder.embed([passage.text for passage in passages]))


def questions(cases: Sequence[Case], pullquote: Pullquote, tutorial: Tutorial, repeats: int) -> dict[str, Any]:
    """Latency and quality of both on the same questions; each repeat asks both everything.

    Raises:
        PullquoteError: a question failed, so that it has neither an answer nor a time to compare.
    """
    ours: list[list[Result]] = []
    theirs: list[list[Result]] = []
    for repeat in range(repeats):
        ours.append(_ask(cases, pullquote, pullquote.library))
        theirs.append(_ask(cases, tutorial, pullquote.library))
        logger.info("questions: round %d of %d", repeat + 1, repeats)
    return {
        "questions": len(cases),
        "candidates": {"ours": "up to 16 passages", "tutorial": f"{NEAREST} chunks"},
        "latency_p50_tutorial_to_ours": asdict(ratio(_at(theirs, 0.5), _at(ours, 0.5))),
        "latency_p95_tutorial_to_ours": asdict(ratio(_at(theirs, 0.95), _at(ours, 0.95))),
        "ours": _figures(ours[0]),
        "tutorial": _figures(theirs[0]),
        "f1_difference": _test(theirs[0], ours[0]),
    }


def _ask(cases: Sequence[Case], system: System, library: Library) -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        results = run(cases, system, library, Path(folder))
    for result in results:
        if result.error:
            raise PullquoteError(f"The question “{result.question}” failed, so nothing can be compared: {result.error}")
    return results


def _at(repeats: Sequence[Sequence[Result]], share: float) -> list[float]:
    return [quantile([result.seconds for result in results], share) for results in repeats]


def _figures(results: Sequence[Result]) -> Mapping[str, float | int | None]:
    """What the answers are worth, and how much of an article a reader is shown as proof."""
    figures = summarize(results)
    shown = mean(len(c.quote) for result in results if not result.refused for c in result.citations)
    return {name: figures[name] for name in FIGURES} | {"citation_characters": shown}


def _test(before: Sequence[Result], after: Sequence[Result]) -> dict[str, Any] | None:
    test = paired_randomization([r.scores["f1"] or 0 for r in before], [r.scores["f1"] or 0 for r in after])
    return asdict(test) if test else None


def open_both(home: Path, embeddings: Embeddings) -> tuple[Pullquote, Tutorial, dict[str, Article]]:
    """Both systems with the articles of the shipped suites, and the articles by name."""
    pullquote = open_pullquote(Settings(home=home / "ours"))
    articles = shelve(pullquote)
    tutorial = Tutorial(home / "tutorial", embeddings, by_reader(TorchReader()))
    tutorial.add(list({article.id: article for article in articles.values()}.values()))
    return pullquote, tutorial, articles
