"""The trained network as the int8 ONNX file that answers.

``python -m rag.reader.train.export --run runs/reader --trunk FOLDER`` writes ``rag/models/reader``.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch

from rag.quantize import export_int8
from rag.reader.model import BUILT_IN
from rag.reader.train.model import ReaderNetwork
from rag.reader.train.trunk import load_state

OUTPUTS = ["start", "end", "answerable", "relevance"]
SHARE = 0.5
"""Share of the weights that training began with, where they are mixed in."""
EXAMPLE = {name: torch.ones(2, 8, dtype=torch.long) for name in ("input_ids", "attention_mask", "token_type_ids")}


def load_network(checkpoint: Path) -> ReaderNetwork:
    """The network of a checkpoint, ready to read."""
    network = ReaderNetwork()
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])
    return network.eval()


def mixed(network: ReaderNetwork, began: ReaderNetwork, share: float) -> ReaderNetwork:
    """The weighted mean of a network and the one that its training began with (WiSE-FT, Wortsman et al. 2022).

    Args:
        network: as trained.
        began: as it was before.
        share: of ``began``, 0 to 1. The relevance head is always the trained one.
    """
    old, new = began.state_dict(), network.state_dict()
    network.load_state_dict(
        {name: new[name] if name.startswith("relevance") else new[name].lerp(old[name], share) for name in new}
    )
    return network


def export(network: ReaderNetwork, path: Path) -> None:
    """Write the int8 file."""
    export_int8(network, EXAMPLE, OUTPUTS, path, narrowing_in_blocks=True)


def main() -> None:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(prog="python -m rag.reader.train.export", description=__doc__)
    parser.add_argument("--run", type=Path, default=Path("runs/reader"), help="folder with best.pt")
    parser.add_argument("--trunk", type=Path, required=True, help="folder with the trunk's tokenizer.json")
    parser.add_argument("--began", type=Path, help="folder of the weights that training began with, to mix in")
    parser.add_argument("--to", type=Path, default=BUILT_IN, help="folder to write")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(options.trunk / "tokenizer.json", options.to / "tokenizer.json")
    network = load_network(options.run / "best.pt")
    if options.began:
        began = ReaderNetwork()
        began.load_trunk(load_state(options.began / "model.onnx"))
        network = mixed(network, began, SHARE)
    export(network, options.to / "model.onnx")


if __name__ == "__main__":
    main()
