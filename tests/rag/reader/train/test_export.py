"""What is exported of a training run: the trained weights, or their mean with those before."""

import torch

from rag.reader.train.export import mixed
from rag.reader.train.model import ReaderNetwork


def test_the_mean_of_two_networks_but_for_the_relevance_head() -> None:
    trained, began = ReaderNetwork(), ReaderNetwork()
    new, old = (network.span.weight.detach().clone() for network in (trained, began))
    relevance = trained.relevance.weight.detach().clone()
    made = mixed(trained, began, 0.25)
    assert torch.allclose(made.span.weight, 0.75 * new + 0.25 * old, atol=1e-6)
    assert torch.equal(made.relevance.weight, relevance)
