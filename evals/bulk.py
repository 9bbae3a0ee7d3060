"""``python -m evals.bulk``: add many articles by Ray Data, kill a worker half-way, and look what became of them.

The articles are pages of made-up sentences from the words of the suites' articles; every twentieth page is the one
before it again. Half-way, one of the processes that embed is killed (SIGKILL). Afterwards each text must be there once,
with vectors that agree with the record; a second run must find everything unchanged. Prints one line of JSON; ends with
1 when something is lost or double. Ray is the extra ``bulk``.

With ``--rates`` it measures, without Ray, the seconds of processor time that one article takes, and prints what follows
for many.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from evals import ending
from evals.speed.adding import vocabulary, write_articles
from ingest.cluster.run import write
from ingest.cluster.stages import Row
from ingest.extract import extract
from ingest.pipeline import Prepared, prepare
from rag.embed import OnnxEmbedder, Vectors
from rag.library import Library

_TWICE = 20
"""One file in so many holds the text of the one before it."""
_EMBEDS = b"ray::MapWorker"
_Made = TypeVar("_Made")


def run(folder: Path, articles: int, workers: int, kill: bool) -> dict[str, Any]:
    """Add made-up articles to a new library; returns what is printed."""
    sources, home = folder / "sources", folder / "home"
    sources.mkdir()
    write_sources(sources, articles)
    first = add(sources, home, workers, kill_at=articles // 2 if kill else None)
    again = add(sources, home, workers)
    return {"articles": articles, "workers": workers, **first, "again": again, **compare(sources, home)}


def write_sources(folder: Path, count: int) -> None:
    """Write the pages."""
    files = [_as_page(file) for file in write_articles(folder, count, vocabulary())]
    for before, file in zip(files[_TWICE - 2 :: _TWICE], files[_TWICE - 1 :: _TWICE], strict=False):
        file.write_bytes(before.read_bytes())


def _as_page(file: Path) -> Path:
    title, *paragraphs = file.read_text(encoding="utf-8").split("\n\n")
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = file.with_suffix(".html")
    page.write_text(
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title></head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{text}</article></body></html>",
        encoding="utf-8",
    )
    file.unlink()
    return page


class _Spent(dict[str, float]):
    """Processor time by stage, in seconds."""

    def of(self, stage: str, work: Callable[[], _Made]) -> _Made:
        before = time.process_time()
        made = work()
        self[stage] = time.process_time() - before
        return made


def _rows(files: Sequence[Path], articles: Sequence[Prepared], vectors: Vectors) -> Iterator[Row]:
    """What workers hand to the writer."""
    start = 0
    for file, prepared in zip(files, articles, strict=True):
        end = start + len(prepared.passages)
        data = pickle.dumps(prepared)
        yield {"source": str(file), "state": "", "data": data, "vectors": vectors[start:end].tobytes()}
        start = end


def rates(folder: Path, articles: int) -> dict[str, Any]:
    """Seconds of processor time that an article takes, stage by stage, and what follows for a million."""
    write_sources(folder, articles)
    files, embedder, spent = sorted(folder.iterdir()), OnnxEmbedder(), _Spent()
    embedder.embed(["Load the model."])
    prepare(extract(files[0]))  # what is loaded once is no part of the rate
    prepared = spent.of("extract", lambda: [prepare(extract(file)) for file in files])
    texts = [passage.text for one in prepared for passage in one.passages]
    vectors = spent.of("embed", lambda: embedder.embed(texts))
    with Library.open(folder / "home", embedder) as library:
        library.open_index()
        rows = _rows(files, prepared, vectors)
        spent.of("write", lambda: [*write(rows, library)])
    stages = {name: seconds / articles for name, seconds in spent.items()}
    total, workers = sum(stages.values()), stages["extract"] + stages["embed"]
    return {
        "articles": articles,
        "passages": len(texts),
        **{f"{name}, ms": round(1000 * seconds, 2) for name, seconds in stages.items()},
        "articles an hour on a core": round(3_600 / total),
        "core-hours for a million": round(1e6 * total / 3_600, 1),
        "workers that one writer keeps up with": round(workers / stages["write"], 1),
        "articles an hour that one writer stores": round(3_600 / stages["write"]),
    }


def add(sources: Path, home: Path, workers: int, kill_at: int | None = None) -> dict[str, Any]:
    """Run ``python -m ingest.cluster``; when so many sources are done, kill one of its workers.

    Raises:
        OSError: no worker could be killed, or the run did not end well.
    """
    command = [sys.executable, "-m", "ingest.cluster", str(sources), "--workers", str(workers)]
    environment = {**os.environ, "PULLQUOTE_HOME": str(home)}
    said: list[str] = []
    killed: list[int] = []
    with subprocess.Popen(  # noqa: S603 - our own command
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101 - for the type checker
        assert process.stderr is not None  # noqa: S101
        try:
            for line in process.stderr:
                said.append(line)
                done = line.split(" of ")[0]
                if kill_at is not None and not killed and done.isdecimal() and int(done) >= kill_at:
                    killed.append(_kill_worker(process.pid))
            printed = process.stdout.read()
        except BaseException:
            process.terminate()
            raise
    if process.returncode:
        raise OSError(f"{command} ended with {process.returncode}: {''.join(said[-20:])}")
    if kill_at is not None and not killed:
        raise OSError("It ended before a worker could be killed: there are too few articles.")
    return {**json.loads(printed), "killed": killed}


def _kill_worker(process: int) -> int:
    worker = next(workers_of(process), None)
    if worker is None:
        raise OSError("There is no worker to kill.")
    os.kill(worker, signal.SIGKILL)
    return worker


def workers_of(process: int) -> Iterator[int]:
    """The processes below this one that embed."""
    parents, names = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            names[int(folder.name)] = (folder / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
    for one, name in names.items():
        above = one
        while above in parents and above != process:
            above = parents[above]
        if above == process and name.startswith(_EMBEDS):
            yield one


def compare(sources: Path, home: Path) -> dict[str, Any]:
    """What is lost, double or without vectors in the library."""
    wanted = {hashlib.sha256(extract(file).text.encode()).hexdigest() for file in sorted(sources.iterdir())}
    with Library.open(home, OnnxEmbedder()) as library:
        stored = Counter(sha256 for _, sha256, _ in library.hashes())
        passages, agrees = len(library.index.ids()), library.agrees()
    return {
        "texts": len(wanted),
        "lost": len(wanted - stored.keys()),
        "double": sum(count - 1 for count in stored.values()),
        "not asked for": len(stored.keys() - wanted),
        "passages": passages,
        "record and index agree": agrees,
    }


def is_sound(found: dict[str, Any]) -> bool:
    """Whether nothing is lost or double, and the second run had nothing to do."""
    kept = found["lost"] == found["double"] == found["not asked for"] == 0
    return bool(kept and found["record and index agree"] and found["again"]["unchanged"] == found["articles"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.bulk", description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-kill", action="store_true", help="let all workers live, to measure")
    parser.add_argument("--rates", action="store_true", help="measure the stages, and no run of them together")
    given = parser.parse_args(arguments)
    began = time.monotonic()
    with ending.in_order(), tempfile.TemporaryDirectory(prefix="pullquote-bulk-") as folder:
        if given.rates:
            sys.stdout.write(json.dumps(rates(Path(folder), given.articles)) + "\n")
            return 0
        found = run(Path(folder), given.articles, given.workers, not given.no_kill)
    found["articles an hour"] = round(3_600 * given.articles / found["seconds"])
    found["seconds of everything"] = round(time.monotonic() - began, 1)
    sys.stdout.write(json.dumps(found) + "\n")
    return int(not is_sound(found))


if __name__ == "__main__":
    sys.exit(main())
