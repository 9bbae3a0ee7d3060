import sys
from pathlib import Path

import pytest
import torch

from rag.cite.train import mix
from rag.cite.train.make import write_pairs
from rag.cite.train.mix import averaged, main, mean_of
from rag.cite.train.model import SupportNetwork
from rag.cite.train.pairs import Label, Pair


def test_the_mean_is_taken_parameter_by_parameter() -> None:
    one, other = {"a": torch.tensor([0.0, 2.0])}, {"a": torch.tensor([4.0, 2.0])}
    assert mean_of([one, other])["a"].tolist() == [2, 2]
    assert mean_of([one])["a"].tolist() == [0, 2]


def test_the_command_measures_each_and_exports_the_mean_of_the_averaged_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    network = SupportNetwork()
    for run, bias in (("a", 1.0), ("b", 3.0)):
        torch.nn.init.constant_(network.support.bias, bias)
        (tmp_path / run).mkdir()
        torch.save({"average": network.state_dict(), "seen": 1}, tmp_path / run / "last.pt")
    assert averaged(tmp_path / "a")["support.bias"].tolist() == [1, 1, 1]
    written: list[torch.Tensor] = []
    monkeypatch.setattr(mix, "export", lambda network, folder: written.append(network.support.bias))
    pairs = tmp_path / "pairs.jsonl.gz"
    write_pairs(pairs, (Pair(f"Rain {n} fell.", "Rain fell.", Label.SUPPORTED, "t") for n in range(200)))
    runs = [str(tmp_path / run) for run in ("a", "b")]
    monkeypatch.setattr(sys, "argv", ["mix", "--runs", *runs, "--pairs", str(pairs), "--to", str(tmp_path / "to")])
    main()
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["a", "b", "mean"]
    assert written[0].tolist() == [2, 2, 2]
