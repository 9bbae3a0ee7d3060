"""What workers do with sources: read or fetch, extract, embed.

Whatever a source does to a worker happens to it alone: parsers run in processes of their own, and an error becomes a
row that tells of it.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest import isolated
from ingest.canonical import canonical_url
from ingest.extract import extract_bytes, extract_fetched, is_url, read_file
from ingest.fetch import Fetched, shared_fetcher
from ingest.pipeline import Prepared, prepare
from rag.embed import Embedder, load_embedder
from rag.errors import SourceError
from rag.settings import Settings

Row = dict[str, Any]
"""A ``source``; its ``state``, empty while it goes on, ``known``, or why it failed; ``data`` that the stage made."""

_SITES = 16  # that are asked at once

Keys = NDArray[np.uint64]
"""What is in the library, as the sorted first 8 bytes of hashes: 8 MB for a million articles."""


def key(*facts: str) -> int:
    """The first 8 bytes of the hash of what identifies an article."""
    return int.from_bytes(hashlib.sha256("\n".join(facts).encode()).digest()[:8], "big")


def keys(articles: Iterable[tuple[str, str, str | None]]) -> Keys:
    """The keys of articles, each given by its id, the hash of its text, and its address."""
    found = set()
    for article, sha256, url in articles:
        found.add(key(article, sha256))
        if url:
            found.add(key(url))
    return np.sort(np.fromiter(found, np.uint64, len(found)))


def _is_known(known: Keys, one: int) -> bool:
    at = int(np.searchsorted(known, np.uint64(one)))
    return at < len(known) and int(known[at]) == one


def read(rows: list[Row]) -> list[Row]:
    """Read files; ``data`` is a pickled :class:`Fetched`. Addresses go on as they are."""

    def one(source: str, data: bytes) -> bytes | None:
        return data if is_url(source) else pickle.dumps(Fetched(source, read_file(Path(source)), ""))

    return [row if is_url(row["source"]) else _row(row, one) for row in rows]


def fetch(rows: list[Row], known: Keys) -> list[Row]:
    """Fetch the addresses that the library does not have, from several sites at a time; ``data`` as of :func:`read`.

    One process does that for all, so that each site is asked as seldom as the fetcher of a process sees to.
    """

    def one(source: str, data: bytes) -> bytes | None:
        address = canonical_url(source)
        if address and _is_known(known, key(address)):
            return None
        return pickle.dumps(shared_fetcher().fetch(source))

    with ThreadPoolExecutor(_SITES) as pool:
        return list(pool.map(lambda row: _row(row, one) if is_url(row["source"]) else row, rows))


def extract(rows: list[Row], known: Keys) -> list[Row]:
    """Extract the articles that the library does not have in this very text; ``data`` is a pickled `Prepared`."""

    def one(source: str, data: bytes) -> bytes | None:
        fetched: Fetched = pickle.loads(data)  # noqa: S301 - of the stage before
        with isolated.everything():
            if is_url(source):
                draft = extract_fetched(fetched, shared_fetcher())
            else:
                draft = extract_bytes(fetched.data, source)
        prepared = prepare(draft)
        if _is_known(known, key(prepared.article.id, prepared.article.sha256)):
            return None
        return pickle.dumps(prepared)

    return [_row(row, one) for row in rows]


class Embed:
    """Make the vectors of articles; ``vectors`` are the bytes of ``[passages, dimension]`` float32.

    Args:
        settings: name the embedder, which a worker loads once.
    """

    def __init__(self, settings: Settings) -> None:
        self._embedder: Embedder = load_embedder(settings)

    def __call__(self, rows: list[Row]) -> list[Row]:
        """Embed the passages of all articles together."""
        articles = [prepared_of(row) for row in rows]
        texts = [passage.text for prepared in articles if prepared for passage in prepared.passages]
        vectors = self._embedder.embed(texts) if texts else np.empty((0, 0), np.float32)
        made, start = [], 0
        for row, prepared in zip(rows, articles, strict=True):
            end = start + (len(prepared.passages) if prepared else 0)
            made.append({**row, "vectors": vectors[start:end].astype(np.float32).tobytes()})
            start = end
        return made


def prepared_of(row: Row) -> Prepared | None:
    """The article of a row that :func:`extract` made; None when there is none."""
    return pickle.loads(row["data"]) if row["data"] else None  # noqa: S301 - of the stage before


def _row(row: Row, one: Callable[[str, bytes], bytes | None]) -> Row:
    if row["state"]:
        return row
    source = row["source"]
    try:
        made = one(source, row["data"])
    except SourceError as error:
        return {"source": source, "state": str(error), "data": b""}
    except Exception as error:  # a source is hostile: whatever it makes a parser raise is its own failure
        return {"source": source, "state": f"{source} cannot be read ({type(error).__name__}: {error}).", "data": b""}
    return {"source": source, "state": "" if made else "known", "data": made or b""}
