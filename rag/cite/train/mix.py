"""The mean of the weights of several runs, exported.

``python -m rag.cite.train.mix --runs FOLDER... --pairs FILE... --to FOLDER`` prints the balanced accuracy of each run
and of the mean on the pairs that were not trained on. Runs that began with the same weights and saw the pairs in
another order are together better than each (model soups, Wortsman et al. 2022).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from rag.cite.train.__main__ import export
from rag.cite.train.fit import Settings, balanced_accuracy, tuning_pairs
from rag.cite.train.model import SupportNetwork
from rag.cite.train.pairs import read_pairs, shortened
from rag.tokenizer import load_tokenizer

State = Mapping[str, torch.Tensor]


def mean_of(states: Sequence[State]) -> dict[str, torch.Tensor]:
    """The mean of the weights, parameter by parameter."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def averaged(run: Path) -> State:
    """The averaged weights of a run as it stands."""
    state: State = torch.load(run / "last.pt", weights_only=True)["average"]
    return state


def main() -> None:
    """Parse the command line, mix, measure, and export."""
    parser = argparse.ArgumentParser(prog="python -m rag.cite.train.mix", description=__doc__)
    parser.add_argument("--runs", type=Path, nargs="+", required=True, help="folders with last.pt")
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, help="the pairs that they were trained on")
    parser.add_argument("--to", type=Path, required=True, help="folder to write the model to")
    options = parser.parse_args()
    pairs = tuning_pairs([shortened(p) for file in options.pairs for p in read_pairs(file)], Settings.tuning_pairs)
    states = {run.name: averaged(run) for run in options.runs}
    network, tokenizer = SupportNetwork(), load_tokenizer()
    for name, state in (states | {"mean": mean_of(list(states.values()))}).items():
        network.load_state_dict(state)
        accuracy = balanced_accuracy(network, tokenizer, pairs, Settings())
        sys.stdout.write(f"{name}: {accuracy:.3f} of {len(pairs)} pairs\n")
    export(network, options.to)


if __name__ == "__main__":
    main()
