"""The stages in a row, by Ray Data; the results are written by this process."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from ingest.batch import Item, marks, store_together
from ingest.cluster import stages
from ingest.extract import is_url
from ingest.pipeline import Outcome, Prepared
from rag.embed import Vectors
from rag.errors import PullquoteError
from rag.library import Library
from rag.settings import Settings

_SOURCES = 32  # that one task reads
_TOGETHER = 256  # passages that are stored together
_OBJECTS = 300_000_000  # bytes that wait between stages, on this machine


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a source: ``added``, ``updated``, ``unchanged`` or ``failed``, and then why."""

    source: str
    outcome: Outcome | Literal["failed"]
    why: str = ""


def add_by_ray(sources: Iterable[str], library: Library, settings: Settings, workers: int) -> Iterator[Done]:
    """Add sources; yields each when it is stored or has failed, in no order.

    Stopping or being killed at any moment leaves every article whole or absent. The same call again embeds only what is
    not stored yet. A worker that dies is replaced, and what it had in hand is done again; each text is stored once,
    since whether it is there is looked up under the library's lock when it is written.

    Args:
        sources: single URLs and paths; on a cluster, paths that all machines see.
        library: where to; only this process writes.
        settings: name the embedder.
        workers: processes that embed. Reading and extracting, a small part of the work, takes as many cores again at
            most. Where ``RAY_ADDRESS`` names a cluster, all that happens there.

    Raises:
        PullquoteError: Ray is not installed.
    """
    rows: list[stages.Row] = [{"source": source, "state": "", "data": b""} for source in stages.in_turns(sources)]
    if not rows:
        return
    with _ray(workers) as ray:
        known = ray.put(stages.keys(library.hashes()))
        parts = -(-len(rows) // _SOURCES)
        every: Any = {"batch_format": "pyarrow", "batch_size": None}

        def pool(size: int) -> Any:
            return ray.data.ActorPoolStrategy(size=min(size, parts))

        data = ray.data.from_arrow(_table(rows), override_num_blocks=parts)
        data = data.map_batches(_reading, num_cpus=0.5, **every)
        if any(is_url(row["source"]) for row in rows):
            data = data.map_batches(_fetching(known), compute=pool(1), num_cpus=0.5, **every)
        data = data.map_batches(_extracting(known), num_cpus=0.5, **every)
        data = data.map_batches(_embedding(settings), compute=pool(workers), num_cpus=1, **every)
        tables = data.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0)
        yield from write((row for table in tables for row in table.to_pylist()), library)


def _table(rows: list[stages.Row]) -> Any:
    import pyarrow as pa

    kinds = {"source": pa.string(), "state": pa.string(), "data": pa.binary(), "vectors": pa.binary()}
    return pa.Table.from_pylist(rows, pa.schema([(name, kinds[name]) for name in rows[0]]))


def _reading(table: Any) -> Any:
    return _table(stages.read(table.to_pylist()))


def _extracting(known: Any) -> Callable[[Any], Any]:
    """The stage, with what Ray keeps once on each machine."""

    def extract(table: Any) -> Any:
        import ray

        return _table(stages.extract(table.to_pylist(), ray.get(known)))

    return extract


def _fetching(known: Any) -> type:
    """The stage, for one process that stays."""

    class Fetch:
        def __call__(self, table: Any) -> Any:
            import ray

            return _table(stages.fetch(table.to_pylist(), ray.get(known)))

    return Fetch


def _embedding(settings: Settings) -> type:
    """The stage, for processes that stay.

    The settings are in it: an argument that Ray keeps apart may be lost when it starts a worker anew.
    """

    class Embed:
        def __init__(self) -> None:
            self._embed = stages.Embed(settings)

        def __call__(self, table: Any) -> Any:
            return _table(self._embed(table.to_pylist()))

    return Embed


def write(rows: Iterable[stages.Row], library: Library) -> Iterator[Done]:
    """Store what the workers made, some articles at a time, none a copy or another version of another."""
    waiting: list[tuple[str, Prepared]] = []
    vectors: list[Vectors] = []
    taken: set[str] = set()

    def store() -> Iterator[Done]:
        if waiting:
            yield from map(_done, store_together(waiting, np.concatenate(vectors), library))
        waiting.clear()
        vectors.clear()
        taken.clear()

    for row in rows:
        prepared = stages.prepared_of(row)
        if prepared is None:
            known = row["state"] == "known"
            yield Done(row["source"], "unchanged" if known else "failed", "" if known else row["state"])
            continue
        if not taken.isdisjoint(marks(prepared)) or sum(map(len, vectors)) >= _TOGETHER:
            yield from store()
        waiting.append((row["source"], prepared))
        vectors.append(np.frombuffer(row["vectors"], np.float32).reshape(len(prepared.passages), -1))
        taken |= marks(prepared)
    yield from store()


def _done(item: Item) -> Done:
    return Done(str(item.source), item.added.outcome if item.added else "failed", str(item.error or ""))


@contextmanager
def _ray(workers: int) -> Iterator[Any]:
    """Ray, on this machine unless ``RAY_ADDRESS`` names a cluster; it tells nobody that it is used.

    Its ports are open to other machines and let everybody run programs who knows its token: here a new one each time.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    where: dict[str, Any] = {}
    if "RAY_ADDRESS" not in os.environ:
        os.environ |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
        where = {"address": "local", "include_dashboard": False}
        where |= {"num_cpus": 2 * workers, "object_store_memory": _OBJECTS}
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise PullquoteError(
            f"{error.name} is not installed. Install it with: pip install 'pullquote[bulk]'"
        ) from error
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    ray.init(log_to_driver=False, logging_level=logging.ERROR, **where)
    ray.data.DataContext.get_current().enable_progress_bars = False
    try:
        yield ray
    finally:
        ray.shutdown()
