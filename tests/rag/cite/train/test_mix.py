import sys
from pathlib import Path

import pytest
import torch

from rag.cite.train import mix
from rag.cite.train.mix import averaged, main, mean_of
from rag.cite.train.model import SupportNetwork


def test_the_mean_is_taken_parameter_by_parameter() -> None:
    one, other = {"a": torch.tensor([0.0, 2.0])}, {"a": torch.tensor([4.0, 2.0])}
    assert mean_of([one, other])["a"].tolist() == [2, 2]
    assert mean_of([one])["a"].tolist() == [0, 2]


def test_the_command_exports_the_mean_of_the_averaged_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = SupportNetwork()
    for run, bias in (("a", 1.0), ("b", 3.0)):
        torch.nn.init.constant_(network.support.bias, bias)
        (tmp_path / run).mkdir()
        torch.save({"average": network.state_dict(), "seen": 1}, tmp_path / run / "last.pt")
    assert averaged(tmp_path / "a")["support.bias"].tolist() == [1, 1, 1]
    written: list[torch.Tensor] = []
    monkeypatch.setattr(mix, "export", lambda network, folder: written.append(network.support.bias))
    monkeypatch.setattr(
        sys, "argv", ["mix", "--runs", str(tmp_path / "a"), str(tmp_path / "b"), "--to", str(tmp_path / "to")]
    )
    main()
    assert written[0].tolist() == [2, 2, 2]
