import torch

from rag.reader.train.model import HALF_PRECISION, ReaderNetwork

HEADS = {"relevance", "span"}


def trained(network: ReaderNetwork) -> set[str]:
    """The parameters that a backward pass gives a gradient."""
    ids = torch.tensor([[101, 2040, 102, 5754, 2743, 102]])
    types = torch.tensor([[0, 0, 0, 1, 1, 1]])
    scores = network(input_ids=ids, attention_mask=torch.ones_like(ids), token_type_ids=types)
    (scores.start[0, 3] + scores.end[0, 4] + scores.answerable[0] + scores.relevance[0]).backward()
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


def scores_of(network: ReaderNetwork) -> torch.Tensor:
    ids = torch.tensor([[101, 2040, 102, 5754, 2743, 102], [101, 2040, 102, 5754, 102, 0]])
    types = torch.tensor([[0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 0]])
    with torch.inference_mode():
        scores = network.eval()(input_ids=ids, attention_mask=(ids != 0).long(), token_type_ids=types)
    return torch.cat([part.flatten() for part in scores])


def test_the_attention_in_half_precision_computes_the_same() -> None:
    plain, half = ReaderNetwork(), ReaderNetwork(HALF_PRECISION)
    half.load_state_dict(plain.state_dict())
    assert torch.allclose(scores_of(plain), scores_of(half), atol=1e-4)


def test_the_trunks_own_head_begins_both_relevance_and_answerable() -> None:
    trunk = {name: value for name, value in ReaderNetwork().state_dict().items() if name.split(".")[0] not in HEADS}
    network = ReaderNetwork()
    network.load_trunk(trunk)
    assert torch.equal(network.relevance.weight, trunk["classifier.weight"])
    assert torch.equal(network.classifier.weight, trunk["classifier.weight"])


def test_a_reader_brings_its_own_heads() -> None:
    reader, network = ReaderNetwork(), ReaderNetwork()
    network.load_trunk(reader.state_dict())
    assert torch.equal(network.relevance.weight, reader.relevance.weight)
    assert torch.equal(network.span.weight, reader.span.weight)
