"""``python -m evals.speed``: everything in one run, as one JSON object."""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from evals.cases import Case, make_cases
from evals.speed.against import ingest_rate, open_both, questions
from evals.speed.alone import measure_alone
from evals.speed.embeddings import float32
from evals.speed.growth import growth, users_at_once
from evals.speed.overhead import ask_shares, index_time, ingest_shares
from evals.speed.plot import plot
from evals.suite import SUITES, article_names, load_article, load_suite
from rag.embed import OnnxEmbedder
from rag.types import Article

logger = logging.getLogger("evals.speed")


def main() -> None:
    """Parse the command line, measure, and write the result."""
    parser = argparse.ArgumentParser(prog="python -m evals.speed", description=__doc__)
    parser.add_argument("--questions", type=int, default=60, help="questions asked of both systems")
    parser.add_argument("--repeats", type=int, default=3, help="repeats of everything that becomes a ratio")
    parser.add_argument("--passages", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="library sizes")
    parser.add_argument("--full", action="store_true", help="grow the library to a million passages")
    parser.add_argument("--to", type=Path, help="file for the result; standard output without it")
    parser.add_argument("--plot", type=Path, help="SVG file for a plot of the result")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    sizes = [*options.passages, 1_000_000] if options.full else options.passages
    result = measure(options.questions, options.repeats, sizes)
    text = json.dumps(result, indent=2) + "\n"
    if options.to:
        options.to.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    if options.plot:
        options.plot.write_text(plot(result), encoding="utf-8")


def measure(count: int, repeats: int, sizes: list[int]) -> dict[str, Any]:
    """Measure everything.

    Args:
        count: questions asked of both systems, drawn at random but always the same.
        repeats: of everything that becomes a ratio.
        sizes: of the growing library, in passages.
    """
    result: dict[str, Any] = {"machine": {"system": platform.platform(), "processors": os.cpu_count()}}
    logger.info("growth")
    result["growth"] = grow(sizes, count)
    with tempfile.TemporaryDirectory(prefix="pullquote-speed-") as folder:
        home = Path(folder)
        logger.info("opening both systems")
        pullquote, tutorial, articles = open_both(home, embeddings := float32())
        cases = draw(articles, count)
        texts = list({article.id: article for article in articles.values()}.values())
        embedder = OnnxEmbedder()
        logger.info("ingest")
        result["ingest"] = ingest_rate(texts, embedder, embeddings, repeats)
        logger.info("questions")
        result["questions"] = questions(cases, pullquote, tutorial, repeats)
        logger.info("our own share")
        result["asking"] = ask_shares(cases, pullquote)
        result["ingesting"] = ingest_shares(texts, embedder)
        result["index_query"] = index_time(cases, pullquote.library)
        result["users"] = users_at_once(pullquote.ask, [case.question for case in cases], [1, 2, 8, 50])
        pullquote.close()
        tutorial.close()
        logger.info("each in a process of its own")
        asked = cases[0].question.text
        result["alone"] = {
            "ours": measure_alone("ours", home / "ours", asked),
            "tutorial": measure_alone("tutorial", home / "tutorial", asked),
        }
    return result


def grow(sizes: list[int], count: int) -> list[dict[str, Any]]:
    """Grow a library of made-up passages and search it with the questions of the suites.

    Measured first, while the process holds nothing else.
    """
    drafts = [load_article(name) for name in article_names()]
    vocabulary = sorted({word for draft in drafts for word in draft.text.split()})
    asked = [pair.question for path in sorted(SUITES.glob("*.jsonl")) for pair in load_suite(path)]
    return growth(sizes, vocabulary, random.Random(0).sample(asked, min(count, len(asked))), OnnxEmbedder())


def draw(articles: dict[str, Article], count: int) -> list[Case]:
    """Questions of the shipped suites, without those that need a conversation, which the tutorial does not keep."""
    cases = [
        case
        for path in sorted(SUITES.glob("*.jsonl"))
        for case in make_cases(path.stem, load_suite(path), articles, scoped=True)
        if not case.question.history
    ]
    return random.Random(0).sample(cases, min(count, len(cases)))


if __name__ == "__main__":
    main()
