"""What workers do with sources: read files, fetch addresses, extract, embed.

Whatever a source does to a worker happens to it alone: parsers run in processes of their own, and an error becomes a
row that tells of it.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from ingest import isolated
from ingest.canonical import canonical_url
from ingest.draft import Draft
from ingest.extract import extract_bytes, extract_fetched, is_url, read_file
from ingest.fetch import shared_fetcher
from ingest.pipeline import Prepared, prepare
from rag.embed import Embedder, load_embedder
from rag.errors import SourceError
from rag.settings import Settings

Row = dict[str, Any]
"""A ``source``; its ``state``, empty while it goes on, ``known``, or why it failed; ``data`` that the stage made."""

_SITES = 16  # that are asked at once

Keys = NDArray[np.uint64]
"""What is in the library, as the sorted first 8 bytes of hashes: 16 MB for a million articles with addresses."""


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


def in_turns(sources: Iterable[str]) -> list[str]:
    """Sources with those of each web site apart from each other, so that no site holds the others up."""
    turns: dict[str, Iterator[int]] = defaultdict(count)
    return [source for _, source in sorted((next(turns[_site(source)]), source) for source in sources)]


def _site(source: str) -> str:
    return urlsplit(source).netloc if is_url(source) else ""


def read(rows: list[Row]) -> list[Row]:
    """Read files; ``data`` is what is in them. Addresses go on as they are."""

    def read_one(row: Row) -> bytes:
        return read_file(Path(row["source"]))

    return [row if is_url(row["source"]) else _worked(row, read_one) for row in rows]


def fetch(rows: list[Row], known: Keys) -> list[Row]:
    """Fetch the addresses that the library does not have, and extract them, of several sites at a time.

    One process does that for all, so that each site is asked as seldom as the fetcher of a process sees to. It extracts
    as well, since only a page tells at which further addresses its article goes on.
    """
    fetcher = shared_fetcher()

    def fetch_one(row: Row) -> bytes | None:
        address = canonical_url(row["source"])
        if address and _is_known(known, key(address)):
            return None
        return _article(extract_fetched(fetcher.fetch(row["source"]), fetcher), known)

    with isolated.everything(), ThreadPoolExecutor(_SITES) as pool:
        return list(pool.map(lambda row: _worked(row, fetch_one) if is_url(row["source"]) else row, rows))


def extract(rows: list[Row], known: Keys) -> list[Row]:
    """Extract files. Addresses go on as they are."""

    def extract_one(row: Row) -> bytes | None:
        return _article(extract_bytes(row["data"], row["source"]), known)

    with isolated.everything():
        return [row if is_url(row["source"]) else _worked(row, extract_one) for row in rows]


def _article(draft: Draft, known: Keys) -> bytes | None:
    """A pickled article that is ready to be embedded, or None where the library has it in this very text."""
    prepared = prepare(draft)
    if _is_known(known, key(prepared.article.id, prepared.article.sha256)):
        return None
    return pickle.dumps(prepared)


class Embed:
    """Make the vectors of articles; ``vectors`` are the bytes of ``[passages, dimension]`` float32.

    Args:
        settings: name the embedder, which a worker loads once.
    """

    def __init__(self, settings: Settings) -> None:
        self._embedder: Embedder = load_embedder(settings, cores=1)  # there are as many of these as cores

    def __call__(self, rows: list[Row]) -> list[Row]:
        """Embed the passages of all articles together."""
        articles = [prepared_of(row) for row in rows]
        texts = [passage.text for prepared in articles if prepared for passage in prepared.passages]
        vectors = self._embedder.embed(texts)
        made, start = [], 0
        for row, prepared in zip(rows, articles, strict=True):
            end = start + (len(prepared.passages) if prepared else 0)
            made.append({**row, "vectors": vectors[start:end].tobytes()})
            start = end
        return made


def prepared_of(row: Row) -> Prepared | None:
    """The article of a row that was extracted; None when there is none."""
    return pickle.loads(row["data"]) if row["data"] else None  # noqa: S301 - of the stage before


def _worked(row: Row, work: Callable[[Row], bytes | None]) -> Row:
    """The row with what was made of it; with nothing where the library has it, or where that failed."""
    if row["state"]:
        return row
    source = row["source"]
    try:
        data = work(row)
    except SourceError as error:
        return {"source": source, "state": str(error), "data": b""}
    except Exception as error:  # a source is hostile: whatever it makes a parser raise is its own failure
        return {"source": source, "state": f"{source} cannot be read ({type(error).__name__}: {error}).", "data": b""}
    return {"source": source, "state": "" if data is not None else "known", "data": data or b""}
