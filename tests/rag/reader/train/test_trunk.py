from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import helper, numpy_helper

from rag.cite import entail
from rag.cite.train.model import SupportNetwork
from rag.onnx_model import OnnxModel
from rag.reader.model import BUILT_IN
from rag.reader.train.model import ReaderNetwork
from rag.reader.train.trunk import load_state

IDS = [[101, 2040, 6360, 1029, 102, 1996, 3951, 15264, 2006, 9317, 1012, 102]]
INPUTS = {"input_ids": IDS, "attention_mask": [[1] * 12], "token_type_ids": [[0] * 5 + [1] * 7]}


def test_the_shipped_reader_comes_back_as_a_network() -> None:
    network = ReaderNetwork()
    network.load_trunk(load_state(BUILT_IN / "model.onnx"))

    with torch.inference_mode():
        scores = network.eval()(**{name: torch.tensor(value) for name, value in INPUTS.items()})
    start, end, answerable, relevance = OnnxModel(BUILT_IN / "model.onnx")(
        **{name: np.array(value, np.int64) for name, value in INPUTS.items()}
    )

    assert scores.start[0].numpy() == pytest.approx(start[0], abs=1.0, rel=0.1)
    assert scores.end[0].numpy() == pytest.approx(end[0], abs=1.0, rel=0.1)
    assert float(scores.answerable) == pytest.approx(float(answerable[0]), abs=1.0, rel=0.1)
    assert float(scores.relevance) == pytest.approx(float(relevance[0]), abs=1.0, rel=0.1)


def test_the_shipped_support_network_comes_back_as_a_network() -> None:
    state = load_state(entail.BUILT_IN / "model.onnx")

    missing, unknown = SupportNetwork().load_state_dict(state, strict=False)

    assert (missing, unknown) == ([], [])


def test_a_trunk_without_a_layer_is_refused() -> None:
    state = load_state(BUILT_IN / "model.onnx")
    del state["bert.pooler.dense.weight"]

    with pytest.raises(ValueError, match=r"bert\.pooler\.dense\.weight"):
        ReaderNetwork().load_trunk(state)


def test_weights_worked_by_hand(tmp_path: Path) -> None:
    stored = {
        "w_quantized": np.array([[10, -3], [0, 4]], dtype=np.int8),
        "w_zero_point": np.array([2, -1], dtype=np.int8),
        "w_scale": np.array([0.5, 0.25], dtype=np.float32),
        "bert.layer.bias": np.array([1.0, 2.0], dtype=np.float32),
        "blocks": np.array([[[128, 130], [127, 128]]], dtype=np.uint8),
        "scales_of_blocks": np.array([[0.5, 2.0]], dtype=np.float32),
        "bert.narrowing.bias": np.array([3.0], dtype=np.float32),
        "bert.embeddings.words.weight_quantized": np.array([[7]], dtype=np.uint8),
        "bert.embeddings.words.weight_zero_point": np.array(5, dtype=np.uint8),
        "bert.embeddings.words.weight_scale": np.array(0.1, dtype=np.float32),
    }
    nodes = [
        helper.make_node("MatMulInteger", ["x", "w_quantized", "x_zero", "w_zero_point"], ["product"]),
        helper.make_node("Cast", ["product"], ["cast"], to=1),
        helper.make_node("Mul", ["cast", "scales"], ["scaled"]),
        helper.make_node("Add", ["scaled", "bert.layer.bias"], ["out"]),
        helper.make_node("MatMulNBits", ["out", "blocks", "scales_of_blocks"], ["narrowed"]),
        helper.make_node("Add", ["narrowed", "bert.narrowing.bias"], ["end"]),
    ]
    tensors = [numpy_helper.from_array(array, name) for name, array in stored.items()]
    graph = helper.make_graph(nodes, "g", [], [], tensors)
    onnx.save(helper.make_model(graph), str(tmp_path / "model.onnx"))

    state = load_state(tmp_path / "model.onnx")

    # Columns of [in, out] less their zero points, times their scales, turned to torch's [out, in].
    assert state["bert.layer.weight"].tolist() == [[4.0, -1.0], [-0.5, 1.25]]
    assert state["bert.layer.bias"].tolist() == [1.0, 2.0]
    # Values of each block less 128, times the scale of the block.
    assert state["bert.narrowing.weight"].tolist() == [[0.0, 1.0, -2.0, 0.0]]
    assert state["bert.embeddings.words.weight"].tolist() == [[pytest.approx(0.2)]]
