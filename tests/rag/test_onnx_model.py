from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.embed import BUILT_IN
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


def test_a_damaged_file_is_said_by_the_first_call(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no model")
    model = OnnxModel(tmp_path / "model.onnx")
    with pytest.raises(PullquoteError, match="damaged"):
        model(input_ids=np.ones((1, 2), np.int64))


def test_each_batch_has_its_outputs_in_order() -> None:
    model = OnnxModel(BUILT_IN / "model.onnx", threads=1)
    inputs = [{"input_ids": ids, "attention_mask": np.ones_like(ids)} for ids in _rows(3, 5, 2)]
    found = [vectors for (vectors,) in model.each(inputs)]
    alone = [model(**batch)[0] for batch in inputs]
    assert all(np.allclose(one, other, atol=1e-5) for one, other in zip(found, alone, strict=True))
    assert model.each([]) == []


def _rows(*lengths: int) -> list[NDArray[np.int64]]:
    return [np.arange(2000, 2000 + length, dtype=np.int64)[None] for length in lengths]
