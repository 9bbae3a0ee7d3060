"""The shipped reader's weights as a torch network in float32, the way one would run them without this project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rag.reader.model import BUILT_IN

LONGEST_INPUT = 512
LONGEST_ANSWER = 30


@dataclass(frozen=True, slots=True)
class Best:
    """The best span of several texts: which text, its characters, and its score against "no answer"."""

    text: int
    start: int
    end: int
    score: float


class TorchReader:
    """Reads texts with a question in one padded batch, as a tutorial would.

    Args:
        folder: holds ``model.onnx`` and ``tokenizer.json``.
    """

    def __init__(self, folder: Path = BUILT_IN) -> None:
        import torch

        from rag.reader.train.model import ReaderNetwork
        from rag.reader.train.trunk import load_state

        self._torch = torch
        self._network = ReaderNetwork()
        self._network.load_state_dict(load_state(folder / "model.onnx"))
        self._network.eval()
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST_INPUT, strategy="only_second")
        self._tokenizer.enable_padding()

    def read(self, question: str, texts: Sequence[str]) -> Best | None:
        """The span with the highest start + end over all texts, less the score of "no answer"; None without texts."""
        if not texts:
            return None
        encodings = self._tokenizer.encode_batch([(question, text) for text in texts])
        tensor = self._torch.tensor
        with self._torch.inference_mode():
            scores = self._network(
                input_ids=tensor([e.ids for e in encodings]),
                attention_mask=tensor([e.attention_mask for e in encodings]),
                token_type_ids=tensor([e.type_ids for e in encodings]),
            )
        found = []
        for row, encoding in enumerate(encodings):
            first, last, score = _best_pair(scores.start[row].numpy(), scores.end[row].numpy())
            found.append(Best(row, encoding.offsets[first][0], encoding.offsets[last][1], score))
        return max(found, key=lambda best: best.score)


def _best_pair(start: NDArray[np.float32], end: NDArray[np.float32]) -> tuple[int, int, float]:
    sums = start[1:, None] + end[None, 1:]
    length = np.arange(len(sums)) - np.arange(len(sums))[:, None]
    sums = np.where((length >= 0) & (length < LONGEST_ANSWER), sums, -np.inf)
    first, last = divmod(int(np.argmax(sums)), len(sums))
    return first + 1, last + 1, float(sums[first, last] - start[0] - end[0])
