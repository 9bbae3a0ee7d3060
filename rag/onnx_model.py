"""An ONNX file on the CPU, and batches that waste no time on padding."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from rag.errors import PullquoteError


class OnnxModel:
    """A model file, opened once, in the background; safe to call from several threads.

    A damaged file is noticed by the first call, which raises PullquoteError.

    Args:
        path: the ``.onnx`` file.
        threads: that share the work of one call; as many as there are cores when left out.
        cores: that run batches of their own; all when left out.

    Raises:
        PullquoteError: the file is missing.
    """

    def __init__(self, path: Path, threads: int = 0, cores: int | None = None) -> None:
        if not path.is_file():
            raise PullquoteError(f"The model file {path} is missing. Install Pullquote again: its package contains it.")
        self._path = path
        self._at_once = cores or os.cpu_count() or 1
        opener = ThreadPoolExecutor(1, thread_name_prefix="open-model")
        self._session = opener.submit(_open, path, threads)
        opener.shutdown(wait=False)

    def __call__(self, **inputs: NDArray[np.int64]) -> list[NDArray[np.float32]]:
        """Run the model once; the outputs come in the file's order."""
        outputs: list[Any] = self._session.result().run(None, inputs)
        return outputs

    def each(self, batches: Sequence[Mapping[str, NDArray[np.int64]]]) -> list[list[NDArray[np.float32]]]:
        """Run the model on each batch; the outputs come in the order of the batches.

        Each core runs batches of its own, so that none waits for another one that other work of the process holds up.
        """
        if len(batches) < 2 or self._at_once < 2:
            return [self(**inputs) for inputs in batches]
        return list(self._cores.map(lambda inputs: self(**inputs), batches))

    @cached_property
    def sha256(self) -> str:
        """Hash of the file: two models with the same one are the same model."""
        return hashlib.sha256(self._path.read_bytes()).hexdigest()

    @cached_property
    def _cores(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._at_once, thread_name_prefix="model")


def _open(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = threads
    # Without this, idle threads spin and take the processor from everything else.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        # The fused layer takes longer than the addition and the normalization that it stands for.
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
        )
    except Exception as error:  # what ONNX Runtime raises has no common class
        message = f"The model file {path} is damaged ({type(error).__name__}). Install Pullquote again."
        raise PullquoteError(message) from error


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
