"""Judging an index by what it finds; real damage is done to it in test_disk_faults."""

from pathlib import Path

import numpy as np
import pytest

from rag import probe
from rag.embed import Vectors
from rag.types import Scope


class ForgetfulIndex:
    """A hundred vectors of length 1; a search for one of the first ``missed`` that are asked finds another."""

    missed = 0

    def __init__(self, path: Path) -> None:
        self._asked = 0
        rows = np.random.default_rng(0).normal(size=(100, 8)).astype(np.float32)
        self._rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def ids(self) -> set[str]:
        return {f"{number:02}" for number in range(100)}

    def vectors(self, ids: list[str]) -> Vectors:
        return self._rows[[int(one) for one in ids]]

    def search(self, vectors: Vectors, k: int, scope: Scope) -> list[str]:
        self._asked += 1
        similar = (self._rows @ vectors[0]).argsort()[::-1]
        return [f"{similar[1 if self._asked <= self.missed else 0]:02}"][:k]


@pytest.mark.parametrize(("missed", "code"), [(0, 0), (4, 0), (20, 3)])
def test_a_search_may_miss_a_few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missed: int, code: int) -> None:
    monkeypatch.setattr("rag.embedded_index.EmbeddedIndex", ForgetfulIndex)
    monkeypatch.setattr(ForgetfulIndex, "missed", missed)
    assert probe._main(tmp_path) == code
