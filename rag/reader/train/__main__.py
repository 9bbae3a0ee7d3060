"""``python -m rag.reader.train --data FOLDER --trunk FOLDER --run FOLDER``: train, or go on training."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import torch

from rag.reader.train.fit import Settings, fit, has_bfloat16


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m rag.reader.train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the question sets")
    parser.add_argument("--trunk", type=Path, required=True, help="folder of the trunk")
    parser.add_argument("--begin", type=Path, help="folder of the network to begin with, where it is not the trunk")
    parser.add_argument("--run", type=Path, default=Path("runs/reader"), help="folder for checkpoints and the log")
    parser.add_argument("--minutes", type=float, default=Settings.minutes, help="time budget of this run")
    parser.add_argument("--peak-rate", type=float, default=Settings.peak_rate, help="peak learning rate")
    for name, meaning in (
        ("negatives", "share of the questions that are made unanswerable"),
        ("refusals", "share of questions that people wrote to be refused"),
    ):
        parser.add_argument(f"--{name}", type=float, default=getattr(Settings, name), help=meaning)
    parser.add_argument("--frozen", type=int, default=Settings.frozen, help="lowest layers that stay as they are")
    parser.add_argument("--seed", type=int, default=Settings.seed)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(options.seed)
    settings = Settings(
        minutes=options.minutes,
        peak_rate=options.peak_rate,
        negatives=options.negatives,
        refusals=options.refusals,
        frozen=options.frozen,
        seed=options.seed,
        bfloat16=has_bfloat16(),
    )
    fit(options.data, options.trunk, options.begin or options.trunk, options.run, settings)


if __name__ == "__main__":
    main()
