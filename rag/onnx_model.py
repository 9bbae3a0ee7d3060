"""An ONNX file on the CPU, and batches that waste no time on padding."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from rag.errors import PullquoteError


class OnnxModel:
    """A model file, opened once; safe to call from several threads.

    Args:
        path: the ``.onnx`` file.
        threads: that share the work of one call; as many as there are cores when left out.

    Raises:
        PullquoteError: the file is missing.
    """

    def __init__(self, path: Path, threads: int = 0) -> None:
        if not path.is_file():
            raise PullquoteError(f"The model file {path} is missing. Install Pullquote again: its package contains it.")
        self._path = path
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = threads
        # Without this, idle threads spin and take the processor from everything else.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def __call__(self, **inputs: NDArray[np.int64]) -> list[NDArray[np.float32]]:
        """Run the model once; the outputs come in the file's order."""
        outputs: list[Any] = self._session.run(None, inputs)
        return outputs

    @cached_property
    def sha256(self) -> str:
        """Hash of the file: two models with the same one are the same model."""
        return hashlib.sha256(self._path.read_bytes()).hexdigest()


TOKENS_AT_ONCE = 1024
"""Tokens of a batch: what a model makes of them stays in the cache of the processor."""


def in_batches(lengths: Sequence[int], tokens: int = TOKENS_AT_ONCE) -> Iterator[list[int]]:
    """Group rows of like length: each batch has at most ``tokens`` tokens, padding counted, and at least one row."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[row] > tokens:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch
