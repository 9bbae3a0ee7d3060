"""Try an index out in a process of its own, which damaged vectors may end.

Run as ``python -m rag.probe DIRECTORY`` it prints the ids of all vectors, and ends with 0 when the vectors are sound:
each has length 1, as embedders make them, and searches for some find them. Of a large index a sample is looked at.
"""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

_LOOKED_AT = 20_000
_SEARCHED_FOR = 50
_FOUND = 0.9
"""Least share of them that is found again: a search of a large graph is approximate, and misses one now and then."""
_TOLERANCE = 1e-3
_DAMAGED = 3


def probe(index: Path) -> set[str] | None:
    """The ids of an index that nobody has open, or None when it is damaged."""
    command = [sys.executable, "-P", "-m", "rag.probe", str(index)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own module
    return set(done.stdout.split("\n")) - {""} if done.returncode == 0 else None


def _main(path: Path) -> int:
    import numpy as np

    from rag.embedded_index import EmbeddedIndex
    from rag.errors import LibraryError
    from rag.types import Scope

    try:
        index = EmbeddedIndex(path)
        ids = sorted(index.ids())
        if not ids:
            return 0
        looked_at = random.sample(ids, min(_LOOKED_AT, len(ids)))
        vectors = index.vectors(looked_at)
        lengths = np.linalg.norm(vectors, axis=1)
        sound = bool(np.all(np.abs(lengths - 1) < _TOLERANCE))  # not a number is not near 1 either
        if sound:
            nearest = [(vector, index.search(vector[None], 1, Scope())) for vector in vectors[:_SEARCHED_FOR]]
            again = [bool(found) and index.vectors(found)[0] @ vector > 1 - _TOLERANCE for vector, found in nearest]
            sound = sum(again) >= _FOUND * len(again)
    except LibraryError:
        return _DAMAGED
    sys.stdout.write("\n".join(ids))
    return 0 if sound else _DAMAGED


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1])))
