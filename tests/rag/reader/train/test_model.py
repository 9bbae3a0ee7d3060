import torch

from rag.reader.train.model import ReaderNetwork


def trained(network: ReaderNetwork) -> set[str]:
    """The parameters that a backward pass gives a gradient."""
    ids = torch.tensor([[101, 2040, 102, 5754, 2743, 102]])
    types = torch.tensor([[0, 0, 0, 1, 1, 1]])
    scores = network(input_ids=ids, attention_mask=torch.ones_like(ids), token_type_ids=types)
    (scores.start[0, 3] + scores.end[0, 4] + scores.answerable[0]).backward()
    return {name for name, parameter in network.named_parameters() if parameter.grad is not None}


def test_only_the_word_embeddings_stay_when_no_layer_is_frozen() -> None:
    network = ReaderNetwork()
    network.freeze(0)
    names = {name for name, _ in network.named_parameters()}
    assert trained(network) == names - {"bert.embeddings.word_embeddings.weight"}


def test_frozen_layers_and_all_below_them_stay() -> None:
    network = ReaderNetwork()
    network.freeze(6)
    layers = {name.split(".")[3] for name in trained(network) if name.startswith("bert.encoder.layer.")}
    assert layers == {"6", "7", "8", "9", "10", "11"}
    assert not any(name.startswith("bert.embeddings") for name in trained(network))
