"""``python -m evals.load.large HOME``: one library that grows to a million passages, in a directory that is kept.

Its articles are made of the words of the suites' articles, as often as they stand there, and its vectors lie as theirs
do: what is measured is storage and search, not the embedder. At each size, in a process of its own: start-up until the
first question is answered, p50 of searches and questions, memory, disk, and what deleting and adding take. What was
stored and measured before is not done again: a run that was stopped goes on. Prints one line of JSON for each size.
"""

from __future__ import annotations

import argparse
import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.load.library import facts, fill
from evals.load.vectors import like_news
from evals.speed.adding import vocabulary
from evals.speed.growth import AT_ONCE, PER_ARTICLE, WORDS, made_up
from evals.speed.memory import memory, peak_memory
from evals.speed.timing import quantile, seconds
from rag import Pullquote
from rag.retrieve import candidates
from rag.settings import Settings

SIZES = (10_000, 100_000, 300_000, 1_000_000)
FACTS, QUESTIONS, DELETED = 100, 20, 10
MOST = 2.0
"""How many times as long as in the smallest library a question may take in the largest one."""
_EVERY = 10_000  # passages between two lines of progress

log = logging.getLogger("evals.load.large")


def grow(home: Path, size: int) -> None:
    """Store made-up articles until there are ``size`` passages; a run that was stopped goes on."""
    words = np.array(vocabulary())
    with Pullquote(Settings(home=home)) as pullquote:
        library, vectors = pullquote.library, like_news(pullquote.embedder)
        if not library.count():
            fill(pullquote, FACTS, background(words))
        began, first = time.monotonic(), library.index.count()
        for number in range(library.count() - FACTS, size // PER_ARTICLE, AT_ONCE):
            random = np.random.default_rng(number)
            entries = [made_up(n, words, random) for n in range(number, min(number + AT_ONCE, size // PER_ARTICLE))]
            library.add_all(entries, vectors(PER_ARTICLE * len(entries), random))
            if number * PER_ARTICLE % _EVERY == 0:
                rate = (library.index.count() - first) / (time.monotonic() - began)
                log.info("%d passages, %.0f a second, %d MB", number * PER_ARTICLE, rate, memory() // 1_000_000)


def background(words: NDArray[np.str_]) -> Callable[[int], str]:
    """What makes the articles with the answers as long as the others: else what is read grows with the library."""
    random = np.random.default_rng(FACTS)

    def follow(said: int) -> str:
        paragraphs = [WORDS - said, *[WORDS] * (PER_ARTICLE - 1)]
        return "\n\n".join(" ".join(random.choice(words, count)) + "." for count in paragraphs)

    return follow


def measure(home: Path) -> dict[str, Any]:
    """Open the library, ask it, search it, delete from it and add to it again."""
    disk = sum(file.stat().st_size for file in home.rglob("*") if file.is_file())
    asked = facts(FACTS)[:QUESTIONS]
    began = time.perf_counter()
    with Pullquote(Settings(home=home)) as pullquote:
        library = pullquote.library
        first = pullquote.ask(asked[0].question)
        started = time.perf_counter() - began
        answers = [first.text] + [pullquote.ask(fact.question).text for fact in asked[1:]]
        asking = [seconds(partial(pullquote.ask, fact.question)) for fact in asked]
        meaning = [seconds(partial(library.search_meaning, fact.question, k=16)) for fact in asked]
        words = [seconds(partial(library.search_words, fact.question, k=16)) for fact in asked]
        fused = [seconds(partial(candidates, library, fact.question)) for fact in asked]
        held = memory()
        gone = [f"{number:012x}" for number in range(DELETED)]
        entries = [(library.article(one), library.passages(one)) for one in gone]
        vectors = library.index.vectors([passage.id for _, passages in entries for passage in passages])
        deleting = seconds(partial(library.remove, *gone))
        place, adding = 0, 0.0
        for article, passages in entries:
            part = vectors[place : place + len(passages)]
            adding += seconds(partial(library.add, article, passages, part))
            place += len(passages)
        found = {
            "passages": library.index.count(),
            "right": sum(fact.answer in text.replace(",", "") for fact, text in zip(asked, answers, strict=True)),
            "asked": len(asked),
            "start to first answer, s": round(started, 2),
            "ask p50, ms": _ms(asking),
            "meaning p50, ms": _ms(meaning),
            "words p50, ms": _ms(words),
            "fused p50, ms": _ms(fused),
            f"delete {DELETED} articles, s": round(deleting, 2),
            "add an article, ms": round(1_000 * adding / DELETED, 1),
            "memory, MB": held // 1_000_000,
            "most memory, MB": peak_memory() // 1_000_000,
            "disk, MB": disk // 1_000_000,
        }
        closing = time.perf_counter()  # gives the disk space of what was deleted back
    return found | {"close, s": round(time.perf_counter() - closing, 1)}


def _ms(times: list[float]) -> float:
    return round(1_000 * quantile(times, 0.5), 1)


def main() -> int:
    """Grow and measure; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.load.large", description=__doc__)
    parser.add_argument("home", type=Path, help="directory of the library; it is kept")
    parser.add_argument("--passages", type=int, nargs="+", default=list(SIZES), help="sizes, growing")
    parser.add_argument("--measure-only", action="store_true", help="measure the library as it is")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", stream=sys.stderr)
    log.setLevel(logging.INFO)
    if options.measure_only:
        sys.stdout.write(json.dumps(measure(options.home)) + "\n")
        return 0
    kept = options.home.with_name(f"{options.home.name}.json")
    rows: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    for size in options.passages:
        if str(size) not in rows:
            grow(options.home, size)
            command = [sys.executable, "-m", "evals.load.large", str(options.home), "--measure-only"]
            done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own module
            rows[str(size)] = json.loads(done.stdout)
            kept.write_text(json.dumps(rows, indent=2), encoding="utf-8")
        sys.stdout.write(json.dumps(rows[str(size)]) + "\n")
        sys.stdout.flush()
    small, large = (rows[str(size)]["ask p50, ms"] for size in (options.passages[0], options.passages[-1]))
    sys.stdout.write(f"a question takes {large / small:.2f} times as long\n")
    return int(large > MOST * small)


if __name__ == "__main__":
    sys.exit(main())
