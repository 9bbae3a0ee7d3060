"""``python -m evals.speed.reading``: what one more candidate is worth, and how fast candidates are read.

Questions of the shipped suites are asked of the library of all their articles. Each reads the 32 best candidates, so
that the answer from fewer of them is known too: the knee of the curve is how many the product reads.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from evals.cases import Case, make_cases
from evals.evaluate import shelve
from evals.metrics.mean import mean
from evals.plots import Plot, curve, to_svg
from evals.speed.timing import ratio, seconds
from evals.suite import SUITES, load_suite
from rag import Library, Settings, open_pullquote, retrieve
from rag.reader.model import ReaderModel, TextReading
from rag.reader.read import Reader
from rag.types import Passage, Span

logger = logging.getLogger(__name__)

COUNTS = (1, 2, 4, 8, 12, 16, 24, 32)
TIMED = 8
"""Questions of which the reading is timed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the sentences that prove its answer, and its best 32 candidates."""

    question: str
    gold: tuple[Span, ...]
    candidates: tuple[Passage, ...]


def main() -> None:
    """Parse the command line, measure, and write the result."""
    parser = argparse.ArgumentParser(prog="python -m evals.speed.reading", description=__doc__)
    parser.add_argument("--questions", type=int, default=100, help="questions that are asked")
    parser.add_argument("--repeats", type=int, default=3, help="repeats of what is timed")
    parser.add_argument("--torch", action="store_true", help="read with the same weights in torch float32 too")
    parser.add_argument("--plot", type=Path, help="SVG file for the curve")
    options = parser.parse_args()
    asked = draw(options.questions)
    result: dict[str, Any] = {"candidates": candidates(asked, ReaderModel(), options.repeats)}
    result["until_sure"] = until_sure(asked, Reader())
    if options.torch:
        result["torch_to_ours"] = beside_torch(asked, ReaderModel(), options.repeats)
    sys.stdout.write(json.dumps(result, indent=2) + "\n")
    if options.plot:
        options.plot.write_text(to_svg([plot(result["candidates"])]), encoding="utf-8")


def draw(count: int) -> list[Asked]:
    """Questions with an answer and without a conversation, and their candidates in the library of all articles."""
    with tempfile.TemporaryDirectory(prefix="pullquote-speed-") as home, open_pullquote(Settings(Path(home))) as opened:
        articles = shelve(opened)
        cases = [
            case
            for path in sorted(SUITES.glob("*.jsonl"))
            for case in make_cases(path.stem, load_suite(path), articles, scoped=False)
            if case.gold and not case.question.history
        ]
        chosen = random.Random(0).sample(cases, min(count, len(cases)))
        return [_asked(case, opened.library) for case in chosen]


def _asked(case: Case, library: Library) -> Asked:
    found = retrieve.candidates(library, case.question.text, k=COUNTS[-1])
    return Asked(case.question.text, tuple(case.gold), tuple(found))


def candidates(asked: Sequence[Asked], model: ReaderModel, repeats: int) -> list[dict[str, Any]]:
    """For each number of candidates: how often the best answer stands in a gold sentence, and the time to read them."""
    read = []
    for one in asked:
        read.append(model.read(one.question, [passage.text for passage in one.candidates]))
        if len(read) % 20 == 0:
            logger.info("reading: %d of %d questions", len(read), len(asked))
    rows = []
    for count in COUNTS:
        times = [
            seconds(partial(model.read, one.question, [passage.text for passage in one.candidates[:count]]))
            for _ in range(repeats)
            for one in asked[:TIMED]
        ]
        found = mean(float(in_gold(one, readings[:count])) for one, readings in zip(asked, read, strict=True))
        rows.append({"candidates": count, "questions": len(asked), "gold_found": found, "seconds": mean(times)})
    return rows


def until_sure(asked: Sequence[Asked], reader: Reader) -> dict[str, Any]:
    """What reading no more than a sure answer needs changes, beside reading all that the product may read.

    Returns:
        The share of questions whose best answer is another one, the shares whose best answer stands in a gold sentence,
        and how many times as long it takes to read all of them.
    """
    changed, found, found_in_all, theirs, ours = [], [], [], 0.0, 0.0
    for one in asked:
        passages = one.candidates[: retrieve.CANDIDATES]
        began = time.perf_counter()
        everything = reader.read(one.question, passages).answers[0].span
        middle = time.perf_counter()
        enough = reader.read(one.question, passages, until_sure=True).answers[0].span
        theirs, ours = theirs + middle - began, ours + time.perf_counter() - middle
        changed.append(float(enough != everything))
        found.append(float(is_gold(one, enough)))
        found_in_all.append(float(is_gold(one, everything)))
    return {
        "questions": len(asked),
        "changed": mean(changed),
        "gold_found": mean(found),
        "gold_found_in_all": mean(found_in_all),
        "all_to_until_sure": theirs / ours,
    }


def in_gold(asked: Asked, readings: Sequence[TextReading]) -> bool:
    """Whether the best span of the candidates that were read lies in a gold sentence."""
    spans = [
        (reading.found[0].score, passage.span, reading.found[0])
        for passage, reading in zip(asked.candidates, readings, strict=False)
        if reading.found
    ]
    if not spans:
        return False
    _, at, best = max(spans, key=lambda span: span[0])
    return is_gold(asked, Span(at.article, at.version, at.start + best.start, at.start + best.end))


def is_gold(asked: Asked, span: Span) -> bool:
    """Whether a span lies in a sentence that proves the answer."""
    return any(
        gold.article == span.article and gold.start <= span.start and span.end <= gold.end for gold in asked.gold
    )


def beside_torch(asked: Sequence[Asked], model: ReaderModel, repeats: int) -> dict[str, Any]:
    """How many times as long torch takes in float32 to read the same sixteen candidates."""
    from evals.speed.torch_reader import TorchReader

    torch = TorchReader()
    texts = [(one.question, [passage.text for passage in one.candidates[:16]]) for one in asked[:TIMED]]
    theirs, ours = [], []
    for _ in range(repeats):
        theirs.append(sum(seconds(partial(torch.read, *text)) for text in texts))
        ours.append(sum(seconds(partial(model.read, *text)) for text in texts))
    return asdict(ratio(theirs, ours))


def plot(rows: Sequence[dict[str, Any]]) -> Plot:
    """Gold sentences found over the time to read, a dot for each number of candidates."""
    return curve(
        [(row["seconds"] * 1000, row["gold_found"]) for row in rows],
        title="What one more candidate is worth",
        across="milliseconds to read them",
        up="gold sentence found",
        labels=[str(row["candidates"]) for row in rows],
    )


if __name__ == "__main__":
    main()
