"""The mean of the weights of several runs, exported: ``python -m rag.cite.train.mix --runs FOLDER... --to FOLDER``.

Runs that began with the same weights and saw the pairs in another order are together better than each (model soups,
Wortsman et al. 2022).
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from rag.cite.train.__main__ import export
from rag.cite.train.model import SupportNetwork

State = Mapping[str, torch.Tensor]


def mean_of(states: Sequence[State]) -> dict[str, torch.Tensor]:
    """The mean of the weights, parameter by parameter."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def averaged(run: Path) -> State:
    """The averaged weights of a run as it stands."""
    state: State = torch.load(run / "last.pt", weights_only=True)["average"]
    return state


def main() -> None:
    """Parse the command line, mix, and export."""
    parser = argparse.ArgumentParser(prog="python -m rag.cite.train.mix", description=__doc__)
    parser.add_argument("--runs", type=Path, nargs="+", required=True, help="folders with last.pt")
    parser.add_argument("--to", type=Path, required=True, help="folder to write the model to")
    options = parser.parse_args()
    network = SupportNetwork()
    network.load_state_dict(mean_of([averaged(run) for run in options.runs]))
    export(network, options.to)


if __name__ == "__main__":
    main()
