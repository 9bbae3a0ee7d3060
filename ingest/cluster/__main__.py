"""``python -m ingest.cluster SOURCE…``: add very many articles by Ray Data (the extra ``bulk``).

Sources are folders, lists of URLs, feeds and single ones, as for ``pullquote add``. The library is the one that the
settings name; no other process may own it. What fails is told on standard error. Ends with one line of JSON: how many
sources had which outcome, and how long it took. The same command again goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from contextlib import redirect_stdout

from ingest.cluster.run import add_by_ray
from ingest.feeds import expand_all
from rag.embed import load_embedder
from rag.errors import PullquoteError
from rag.library import Library
from rag.settings import Settings

_EVERY = 100  # sources between two lines of progress


def main() -> int:
    """Run it; returns the exit code: 1 when a source failed."""
    parser = argparse.ArgumentParser(prog="python -m ingest.cluster", description=__doc__)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--workers", type=int, default=2, help="processes that embed")
    arguments = parser.parse_args()
    if arguments.workers < 1:
        parser.error("--workers must be 1 or more")
    settings, began = Settings.from_environment(), time.monotonic()
    found, unread = expand_all(arguments.sources)
    counts: Counter[str] = Counter(failed=len(unread))
    for error in unread:
        sys.stderr.write(f"{error}\n")
    with (
        redirect_stdout(sys.stderr),  # where Ray tells of workers that died
        Library.open(settings.home, load_embedder(settings), settings.servers) as library,
    ):
        for done in add_by_ray(map(str, found), library, settings, arguments.workers):
            counts[done.outcome] += 1
            if done.why:
                sys.stderr.write(f"{done.why}\n")
            if counts.total() % _EVERY == 0:
                sys.stderr.write(f"{counts.total()} of {len(found)}\n")
    sys.stdout.write(json.dumps({**counts, "seconds": round(time.monotonic() - began, 1)}) + "\n")
    return int(counts["failed"] > 0)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except PullquoteError as error:
        sys.exit(f"{error}")
