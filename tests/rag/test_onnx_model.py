from pathlib import Path

import pytest

from rag.errors import PullquoteError
from rag.onnx_model import OnnxModel, in_batches


def test_batches_hold_every_row_once_and_keep_to_the_limit() -> None:
    lengths = [5, 100, 7, 50, 5, 90]
    batches = list(in_batches(lengths, tokens=120))
    assert sorted(row for batch in batches for row in batch) == list(range(6))
    assert all(len(batch) * max(lengths[row] for row in batch) <= 120 for batch in batches)


def test_a_row_over_the_limit_is_a_batch_of_its_own() -> None:
    assert list(in_batches([500], tokens=120)) == [[0]]
    assert list(in_batches([], tokens=120)) == []


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(PullquoteError, match="missing"):
        OnnxModel(tmp_path / "model.onnx")
