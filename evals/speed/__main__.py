"""``python -m evals.speed``: beside what people would use instead, beside the bare models, and as the library grows."""

from __future__ import annotations

import argparse
import logging
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from evals.cases import Case, make_cases
from evals.figures import fill
from evals.folder import code_hash, machine, model_hashes
from evals.kept import PARTS, Kept
from evals.speed import reading
from evals.speed.adding import adding, measure_memory, vocabulary
from evals.speed.against import open_both, questions
from evals.speed.alone import measure_alone
from evals.speed.baseline import Tutorial, by_chat
from evals.speed.embeddings import float32
from evals.speed.growth import growth, users_at_once
from evals.speed.overhead import ask_shares, index_time, ingest_shares
from evals.speed.plot import plot
from evals.speed.start import start
from evals.speed.tables import tables
from evals.suite import SUITES, load_suite
from rag import Pullquote
from rag.embed import OnnxEmbedder
from rag.reader.model import ReaderModel
from rag.reader.read import Reader
from rag.settings import Settings
from rag.types import Article
from rag.writer.providers import connect

USERS = [1, 2, 8, 50]
MILLION = 1_000_000
PLOT = "Ratios to the tutorial's pipeline, the models' shares of the time, candidates, and a growing library"


def main() -> None:
    """Parse the command line, measure, and write the result, its tables and its plot."""
    parser = argparse.ArgumentParser(prog="python -m evals.speed", description=__doc__)
    parser.add_argument("--questions", type=int, default=60, help="questions asked of both systems")
    parser.add_argument("--repeats", type=int, default=3, help="repeats of everything that becomes a ratio")
    parser.add_argument("--articles", type=int, default=2_000, help="articles added, by both systems")
    parser.add_argument("--read", type=int, default=100, help="questions that are read with more and more candidates")
    parser.add_argument("--passages", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="library sizes")
    parser.add_argument("--full", action="store_true", help="grow the library to a million passages")
    parser.add_argument("--chat-model", metavar="PROVIDER:MODEL", help="let the tutorial answer by this model too")
    parser.add_argument("--chat-questions", type=int, default=20, help="questions asked of the chat model")
    parser.add_argument("--to", type=Path, default=Path("build/figures/bench.json"), help="file for the result")
    parser.add_argument("--plot", type=Path, help="SVG file for a plot of the result")
    parser.add_argument("--page", type=Path, help="page whose tables are filled in")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", datefmt="%H:%M:%S", stream=sys.stderr)
    logging.getLogger("evals").setLevel(logging.INFO)
    sizes = [*options.passages, MILLION] if options.full else options.passages
    kept = Kept(options.to, _facts(options, sizes))
    kept.part("growth", partial(_grow, sizes, options.questions))
    kept.part("reading", partial(_read, options.read, options.repeats))
    kept.part("adding", partial(_add, options.articles))
    kept.part("adding memory", partial(measure_memory, options.articles))
    with _systems() as systems:
        cases = draw(systems.articles, options.questions)
        kept.part("questions", partial(questions, cases, systems.ours, systems.tutorial, options.repeats))
        if options.chat_model:
            asked = cases[: options.chat_questions]
            kept.part("chat", partial(_chat, asked, systems, options.chat_model))
        kept.part("shares", partial(_shares, cases, systems))
        everyone = [case.question for case in cases]
        kept.part("users", partial(users_at_once, systems.ours.ask, everyone, USERS))
    kept.part("start", partial(start, options.repeats))
    kept.part("alone", partial(_alone, cases[0].question.text, options.repeats))
    _publish(kept.result, options.plot, options.page)
    kept.finish()


def _facts(options: argparse.Namespace, sizes: list[int]) -> dict[str, Any]:
    counts = ("questions", "repeats", "articles", "read", "chat_model", "chat_questions")
    return {
        "settings": {name: getattr(options, name) for name in counts} | {"passages": sizes},
        "models": model_hashes(),
        "code": code_hash(),
        "machine": machine(),
    }


def _publish(result: dict[str, Any], drawing: Path | None, page: Path | None) -> None:
    """Print the tables, and write the drawing and the page that were asked for."""
    made = tables(result[PARTS])
    sys.stdout.write("\n\n".join(made.values()) + "\n")
    if drawing:
        drawing.write_text(plot(result[PARTS]), encoding="utf-8")
        made["plot"] = f"![{PLOT}]({drawing.name})"
    if page:
        for name, table in made.items():
            fill(page, name, table)


def _grow(sizes: list[int], count: int) -> list[dict[str, Any]]:
    """Measured first, while the process holds nothing else."""
    asked = [pair.question for path in sorted(SUITES.glob("*.jsonl")) for pair in load_suite(path)]
    chosen = random.Random(0).sample(asked, min(count, len(asked)))
    return growth(sizes, sorted(set(vocabulary())), chosen, OnnxEmbedder(), Reader())


def _read(count: int, repeats: int) -> dict[str, Any]:
    asked, model = reading.draw(count), ReaderModel()
    return {
        "candidates": reading.candidates(asked, model, repeats),
        "until_sure": reading.until_sure(asked, Reader()),
        "torch_to_ours": reading.beside_torch(asked, model, repeats),
    }


def _add(count: int) -> dict[str, Any]:
    return adding(count, vocabulary(), OnnxEmbedder(), float32())


@dataclass(frozen=True, slots=True)
class Systems:
    """Both systems with the same articles in them, and the articles by name."""

    ours: Pullquote
    tutorial: Tutorial
    articles: dict[str, Article]


@contextmanager
def _systems() -> Iterator[Systems]:
    with tempfile.TemporaryDirectory(prefix="pullquote-speed-") as folder:
        systems = Systems(*open_both(Path(folder), float32()))
        try:
            yield systems
        finally:
            systems.ours.close()
            systems.tutorial.close()


def _chat(cases: list[Case], systems: Systems, name: str) -> dict[str, Any]:
    reader = systems.tutorial.answerer
    systems.tutorial.answerer = by_chat(connect(name, Settings.from_environment().model_url))
    try:
        return questions(cases, systems.ours, systems.tutorial, 1) | {"model": name.rsplit("/", 1)[-1]}
    finally:
        systems.tutorial.answerer = reader


def _shares(cases: list[Case], systems: Systems) -> dict[str, Any]:
    texts = list({article.id: article for article in systems.articles.values()}.values())
    return {
        "asking": ask_shares(cases, systems.ours),
        "ingesting": ingest_shares(texts, OnnxEmbedder()),
        "index_query": index_time(cases, systems.ours.library, OnnxEmbedder()),
    }


def _alone(question: str, repeats: int) -> dict[str, Any]:
    """Each system in processes of its own, over a library that is filled for the purpose and closed again."""
    with tempfile.TemporaryDirectory(prefix="pullquote-speed-") as folder:
        home = Path(folder)
        ours, tutorial, _ = open_both(home, float32())
        ours.close()
        tutorial.close()
        return measure_alone(home, question, repeats)


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
