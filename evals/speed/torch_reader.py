"""The shipped reader's weights as a torch network in float32, the way one would run them without this project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rag.reader.model import BUILT_IN

if TYPE_CHECKING:
    import torch

LONGEST_INPUT = 512
LONGEST_ANSWER = 30


@dataclass(frozen=True, slots=True)
class Best:
    """The best span of several texts: which text, its characters, and its score against "no answer"."""

    text: int
    start: int
    end: int
    score: float


def load_state(path: Path) -> dict[str, torch.Tensor]:
    """The weights of an int8 ONNX file in float32, under the names of the network that was exported.

    A linear layer's name is read off the bias that is added after its product.
    """
    # Only the comparison needs these two.
    import onnx
    import torch
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    readers = {name: node for node in graph.node for name in node.input}

    def dequantized(name: str) -> NDArray[np.float32]:
        quantized, zero, scale = (stored[f"{name}_{part}"] for part in ("quantized", "zero_point", "scale"))
        return (quantized.astype(np.float32) - zero.astype(np.float32)) * scale.astype(np.float32)

    state = {name: array for name, array in stored.items() if name.endswith((".bias", ".LayerNorm.weight"))}
    for name in stored:
        if name.startswith("bert.embeddings.") and name.endswith("_quantized"):
            state[name.removesuffix("_quantized")] = dequantized(name.removesuffix("_quantized"))
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            after = node
            while after.op_type != "Add":
                after = readers[after.output[0]]
            bias = next(name for name in after.input if name.endswith(".bias"))
            state[bias.removesuffix(".bias") + ".weight"] = dequantized(node.input[1].removesuffix("_quantized")).T
    return {name: torch.from_numpy(np.array(array, dtype=np.float32)) for name, array in state.items()}


class TorchReader:
    """Reads texts with a question in one padded batch, as a tutorial would.

    Args:
        folder: holds ``model.onnx`` and ``tokenizer.json``.
    """

    def __init__(self, folder: Path = BUILT_IN) -> None:
        import torch

        from rag.reader.train.model import ReaderNetwork

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
