"""Try an index out in a process of its own, which damaged vectors may end.

Run as ``python -m rag.probe DIRECTORY`` it prints the ids of all vectors, and ends with 0 when the vectors are sound:
each has length 1, as embedders make them, and a search for one finds it. Of a large index a sample is looked at.
"""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

_LOOKED_AT = 20_000
_SEARCHED_FOR = 50
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
        for row in range(min(_SEARCHED_FOR, len(ids)) if sound else 0):
            found = index.search(vectors[row : row + 1], 1, Scope())
            sound &= bool(found) and bool(index.vectors(found)[0] @ vectors[row] > 1 - _TOLERANCE)
    except LibraryError:
        return _DAMAGED
    sys.stdout.write("\n".join(ids))
    return 0 if sound else _DAMAGED


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1])))
