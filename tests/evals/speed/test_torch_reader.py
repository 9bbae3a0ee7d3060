from pathlib import Path

import numpy as np
import onnx
import pytest

from evals.speed.torch_reader import _best_pair, load_state


def test_the_best_pair_worked_by_hand() -> None:
    start = np.array([1.0, 0.0, 5.0, 4.0], dtype=np.float32)
    end = np.array([1.0, 6.0, 0.0, 3.0], dtype=np.float32)
    # 5 + 6 would run backwards; 5 + 3 is the best that does not, less 1 + 1 for "no answer".
    assert _best_pair(start, end) == (2, 3, 6.0)


def test_an_answer_has_at_most_thirty_tokens() -> None:
    start, end = np.zeros(50, dtype=np.float32), np.zeros(50, dtype=np.float32)
    start[1] = end[49] = 5.0
    first, last, _ = _best_pair(start, end)
    assert last - first < 30


def test_weights_come_back_from_a_quantized_file(tmp_path: Path) -> None:
    helper, numpy_helper = onnx.helper, onnx.numpy_helper
    stored = {
        "w_quantized": np.array([[10, -3], [0, 4]], dtype=np.int8),
        "w_zero_point": np.array([2, -1], dtype=np.int8),
        "w_scale": np.array([0.5, 0.25], dtype=np.float32),
        "bert.layer.bias": np.array([1.0, 2.0], dtype=np.float32),
        "bert.embeddings.words.weight_quantized": np.array([[7]], dtype=np.uint8),
        "bert.embeddings.words.weight_zero_point": np.array(5, dtype=np.uint8),
        "bert.embeddings.words.weight_scale": np.array(0.1, dtype=np.float32),
    }
    nodes = [
        helper.make_node("MatMulInteger", ["x", "w_quantized", "x_zero", "w_zero_point"], ["product"]),
        helper.make_node("Cast", ["product"], ["cast"], to=1),
        helper.make_node("Mul", ["cast", "scales"], ["scaled"]),
        helper.make_node("Add", ["scaled", "bert.layer.bias"], ["out"]),
    ]
    tensors = [numpy_helper.from_array(array, name) for name, array in stored.items()]
    graph = helper.make_graph(nodes, "g", [], [], tensors)
    onnx.save(helper.make_model(graph), str(tmp_path / "model.onnx"))
    state = load_state(tmp_path / "model.onnx")
    # Columns of [in, out] less their zero points, times their scales, turned to torch's [out, in].
    assert state["bert.layer.weight"].tolist() == [[4.0, -1.0], [-0.5, 1.25]]
    assert state["bert.layer.bias"].tolist() == [1.0, 2.0]
    assert state["bert.embeddings.words.weight"].tolist() == [[pytest.approx(0.2)]]
