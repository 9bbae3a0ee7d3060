"""A torch module as an int8 ONNX file. Needs the extra ``train``; nothing that answers imports this file."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from torch import nn


def export_float32(network: nn.Module, example: dict[str, torch.Tensor], outputs: list[str], path: Path) -> None:
    """Write a module as ONNX; the first two axes of every input, rows and tokens, stay free.

    Args:
        network: in evaluation mode.
        example: a value for each input by name, ``[rows, tokens]``.
        outputs: names for the module's outputs.
        path: the file to write.
    """
    logging.getLogger("onnx_ir").setLevel(logging.WARNING)  # else a line for every weight that is stored once
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


def export_int8(
    network: nn.Module, example: dict[str, torch.Tensor], outputs: list[str], path: Path, *, narrowing_in_blocks: bool
) -> None:
    """Write a module as ONNX with int8 weights per channel, computed as integers (dynamic quantization).

    Weights keep to 7 bits: CPUs without VNNI add pairs of products in 16 bits, which 8-bit weights overflow.

    Args:
        network: in evaluation mode.
        example: a value for each input by name, ``[rows, tokens]``.
        outputs: names for the module's outputs.
        path: the file to write.
        narrowing_in_blocks: quantize the layers with more inputs than outputs (a transformer's second feed-forward
            layers) in blocks of 128 inputs, activations too. A few of their inputs are far larger than the others,
            so that one scale for all leaves most of them few steps; blocks cost a sixth more time.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "float32.onnx"
        export_float32(network, example, outputs, whole)
        if narrowing_in_blocks:
            onnx.save(_narrowing_in_blocks(onnx.load(str(whole))), str(whole))
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def _narrowing_in_blocks(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with 8-bit blocks, of weights and of activations, in every product that narrows."""
    shapes = {tensor.name: tuple(tensor.dims) for tensor in model.graph.initializer}
    others = [node.name for node in model.graph.node if not _narrows(shapes.get((*node.input, "", "")[1]))]
    settings = DefaultWeightOnlyQuantConfig(block_size=128, is_symmetric=True, accuracy_level=4, bits=8)
    quantizer = MatMulNBitsQuantizer(model, nodes_to_exclude=others, algo_config=settings)
    quantizer.process()
    quantized: onnx.ModelProto = quantizer.model.model
    return quantized


def _narrows(shape: tuple[int, ...] | None) -> bool:
    return shape is not None and len(shape) == 2 and shape[0] > shape[1] >= 128
