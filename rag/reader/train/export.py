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

OUTPUTS = ["start", "end", "answerable"]
EXAMPLE = {name: torch.ones(2, 8, dtype=torch.long) for name in ("input_ids", "attention_mask", "token_type_ids")}


def load_network(checkpoint: Path) -> ReaderNetwork:
    """The network of a checkpoint, ready to read."""
    network = ReaderNetwork()
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])
    return network.eval()


def export(network: ReaderNetwork, path: Path) -> None:
    """Write the int8 file."""
    export_int8(network, EXAMPLE, OUTPUTS, path, narrowing_in_blocks=True)


def main() -> None:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(prog="python -m rag.reader.train.export", description=__doc__)
    parser.add_argument("--run", type=Path, default=Path("runs/reader"), help="folder with best.pt")
    parser.add_argument("--trunk", type=Path, required=True, help="folder with the trunk's tokenizer.json")
    parser.add_argument("--to", type=Path, default=BUILT_IN, help="folder to write")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(options.trunk / "tokenizer.json", options.to / "tokenizer.json")
    export(load_network(options.run / "best.pt"), options.to / "model.onnx")


if __name__ == "__main__":
    main()
