"""A torch module as an int8 ONNX file. Needs the extra ``train``; nothing that answers imports this file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn


def export_float32(network: nn.Module, example: dict[str, torch.Tensor], outputs: list[str], path: Path) -> None:
    """Write a module as ONNX; the first two axes of every input, rows and tokens, stay free.

    Args:
        network: in evaluation mode.
        example: a value for each input by name, ``[rows, tokens]``.
        outputs: names for the module's outputs.
        path: the file to write.
    """
    rows, tokens = torch.export.Dim("rows", min=1, max=4096), torch.export.Dim("tokens", min=2, max=512)
    torch.onnx.export(
        network,
        kwargs=example,
        f=str(path),
        input_names=list(example),
        output_names=outputs,
        dynamic_shapes={name: {0: rows, 1: tokens} for name in example},
        dynamo=True,
        external_data=False,
        verbose=False,
    )


def export_int8(network: nn.Module, example: dict[str, torch.Tensor], outputs: list[str], path: Path) -> None:
    """Write a module as ONNX with int8 weights per channel, computed as integers (dynamic quantization).

    Weights keep to 7 bits: CPUs without VNNI add pairs of products in 16 bits, which 8-bit weights overflow.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "float32.onnx"
        export_float32(network, example, outputs, whole)
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
