"""``python -m evals.docs --data FOLDER``: measure what the documentation shows, and fill its tables in.

The folder holds the public sets under the names of ``SETS``. What is measured is kept part by part, so that a run that
breaks off goes on; a whole run takes a quarter of an hour.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from evals.benchmarks.measure import measure
from evals.evaluate import evaluate
from evals.figures import fill, markdown
from evals.folder import code_hash, machine, model_hashes
from evals.kept import PARTS, Kept
from evals.report import LABELS, show, summarize
from rag.settings import Settings

PAGES = (Path("docs/benchmarks.md"), Path("rag/models/reader/README.md"))


@dataclass(frozen=True, slots=True)
class Set:
    """A public set: its file or folder, its name on the page, and the questions that are drawn from it (None: all)."""

    file: str
    name: str
    limit: int | None = None


SETS = {
    "squad1": Set("squad1-dev.jsonl.gz", "SQuAD 1.1, the half that was not tuned on"),
    "squad2": Set("squad2-dev.jsonl.gz", "SQuAD 2.0, the half that was not tuned on"),
    "shifts-new-wiki": Set("shifts-new_wiki.jsonl.gz", "SQuADShifts, new Wikipedia", 1000),
    "shifts-reddit": Set("shifts-reddit.jsonl.gz", "SQuADShifts, Reddit", 1000),
    "shifts-amazon": Set("shifts-amazon_reviews.jsonl.gz", "SQuADShifts, Amazon reviews", 1000),
    "newsqa": Set("newsqa-a.jsonl.gz", "NewsQA, whole CNN articles, zero-shot"),
    "extraction": Set("extraction", "102 real news pages"),
}
WAYS = {
    "dense": "by meaning (all-MiniLM-L6-v2, int8)",
    "lexical": "by words (bm25)",
    "fused": "both, fused",
    "fused and read": "fused, then reordered by the reader",
}


RANKED = ("hits_1", "hits_4", "hits_10", "mrr_10")


def main() -> None:
    """Parse the command line, measure, and fill the pages."""
    parser = argparse.ArgumentParser(prog="python -m evals.docs", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the public sets")
    parser.add_argument("--limit", type=int, help="fewer questions of each set")
    parser.add_argument("--to", type=Path, default=Path("build/figures/docs.json"), help="file for the result")
    parser.add_argument("--pages", type=Path, nargs="*", default=PAGES, help="pages whose tables are filled in")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", datefmt="%H:%M:%S", stream=sys.stderr)
    logging.getLogger("evals").setLevel(logging.INFO)
    facts = {"limit": options.limit, "models": model_hashes(), "code": code_hash(), "machine": machine()}
    kept = Kept(options.to, facts)
    for name, one in SETS.items():
        kept.part(name, partial(_benchmark, name, options.data / one.file, limit_of(one, options.limit)))
    kept.part("suites", partial(_suites, options.to.parent / "runs"))
    made = tables(kept.result[PARTS], options.limit)
    for table in made.values():
        sys.stdout.write(f"{table}\n\n")
    for page in options.pages:
        text = page.read_text(encoding="utf-8")
        for name, table in made.items():
            if f"<!-- figures: {name} -->" in text:
                fill(page, name, table)
    kept.finish()


def limit_of(one: Set, most: int | None) -> int | None:
    """How many questions are drawn from a set when ``most`` are wanted of any."""
    return min((limit for limit in (one.limit, most) if limit is not None), default=None)


def _benchmark(name: str, path: Path, limit: int | None) -> dict[str, Any]:
    return asdict(measure(name, path, settings=Settings.from_environment(), limit=limit))


def _suites(runs: Path) -> dict[str, Any]:
    done = evaluate([], runs, settings=Settings.from_environment(), break_it=True)
    return {"figures": summarize(done.results), "damages": [asdict(damage) for damage in done.damages]}


def tables(parts: Mapping[str, Any], most: int | None) -> dict[str, str]:
    """Every table of the pages, by the name of its place."""
    suites, damages = parts["suites"]["figures"], parts["suites"]["damages"]
    figures = [(label, show(suites[name])) for name, label in LABELS.items() if suites[name] is not None]
    figures += [(f"Seconds a question, {name}", show(suites[f"seconds_{name}"])) for name in ("p50", "p95")]
    return {
        "reading": _reading(parts, most),
        "retrieval": markdown(
            ("", "Hits@1", "Hits@4", "Hits@10", "MRR@10"),
            [
                (
                    label,
                    *(
                        show(parts["newsqa"]["figures"][way][name])
                        for name in ("hits_1", "hits_4", "hits_10", "mrr_10")
                    ),
                )
                for way, label in WAYS.items()
            ],
        ),
        "extraction": markdown(
            ("", "precision", "recall", "F1"),
            [
                (name, *(show(figures[of]) for of in ("precision", "recall", "f1")))
                for name, figures in parts["extraction"]["figures"].items()
            ],
        ),
        "suites": markdown((f"{suites['questions']} questions", "value"), figures),
        "sabotage": markdown(
            ("broken on purpose", "figure that must notice", "sound", "broken"),
            [(d["breakage"], LABELS[d["figure"]], show(d["sound"]), show(d["broken"])) for d in damages],
        ),
    }


def _reading(parts: Mapping[str, Any], most: int | None) -> str:
    rows = []
    for name, one in SETS.items():
        figures = parts[name]["figures"].get("reading")
        if figures is None:
            continue
        limit = limit_of(one, most)
        command = f"`pullquote eval --benchmark {name} --data {one.file}{f' --limit {limit}' if limit else ''}`"
        published = "; ".join(f"{p['system']} {p['figures']['f1']:.1f}" for p in parts[name]["published"])
        scores = (_percent(figures.get(of)) for of in ("f1", "exact_match", "gold_in_quote"))
        rows.append((one.name, str(figures["questions"]), *scores, published, command))
    return markdown(("test", "questions", "F1", "exact match", "gold sentence found", "published F1", "command"), rows)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


if __name__ == "__main__":
    main()
