"""``python -m rag.cite.train --pairs FILE... --trunk FOLDER --to FOLDER``: train, and export to int8 ONNX."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import torch

from rag.cite.train.fit import Settings, fit
from rag.cite.train.model import SupportNetwork
from rag.quantize import export_int8
from rag.reader.train.fit import has_bfloat16
from rag.reader.train.model import HALF_PRECISION
from rag.reader.train.trunk import load_state
from rag.tokenizer import load_tokenizer


def main() -> None:
    """Parse the command line, train and export."""
    parser = argparse.ArgumentParser(prog="python -m rag.cite.train", description=__doc__)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, help="gzipped JSON lines of pairs")
    parser.add_argument(
        "--trunk",
        type=Path,
        required=True,
        help="folder of the network to begin with: a trunk's, or a support network's",
    )
    parser.add_argument("--checkpoint", type=Path, help="a reader's best.pt, whose trunk is taken instead")
    parser.add_argument("--run", type=Path, default=Path("runs/support"), help="folder for checkpoints and the log")
    parser.add_argument("--to", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--minutes", type=float, default=Settings.minutes, help="time budget")
    parser.add_argument("--peak-rate", type=float, default=Settings.peak_rate, help="peak learning rate")
    parser.add_argument("--seed", type=int, default=Settings.seed, help="of the order of the pairs and their changes")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(options.seed)
    network = SupportNetwork(attention=HALF_PRECISION)
    if options.checkpoint:
        network.load_trunk(torch.load(options.checkpoint, weights_only=True)["network"])
    else:
        network.load_trunk(load_state(options.trunk / "model.onnx"))
    fit(
        options.pairs,
        network,
        load_tokenizer(),
        options.run,
        Settings(minutes=options.minutes, peak_rate=options.peak_rate, bfloat16=has_bfloat16(), seed=options.seed),
    )
    network = SupportNetwork()
    network.load_state_dict(torch.load(options.run / "best.pt", weights_only=True)["network"])
    export(network, options.to)


def export(network: SupportNetwork, folder: Path) -> None:
    """Write ``model.onnx`` as :class:`rag.cite.entail.Entailment` reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    names = ("input_ids", "attention_mask", "token_type_ids")
    example = {name: torch.ones(2, 8, dtype=torch.long) for name in names}
    export_int8(network.eval(), example, ["support"], folder / "model.onnx", narrowing_in_blocks=False)


if __name__ == "__main__":
    main()
