"""Embedding with a model that the user names: a tiny one with random weights, made here."""

from pathlib import Path

import numpy as np
import pytest

from rag.embed import SentenceTransformerEmbedder, load_embedder
from rag.settings import Settings
from rag.tokenizer import FILE


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Imported here because torch takes seconds.
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("model")
    BertTokenizerFast(tokenizer_file=str(FILE)).save_pretrained(folder / "bert")
    shape = BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32)
    BertModel(shape).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"))
    pooling = Pooling(transformer.get_embedding_dimension())
    SentenceTransformer(modules=[transformer, pooling], device="cpu").save(str(folder / "whole"))
    return folder / "whole"


def test_a_named_model_embeds(model: Path) -> None:
    embedder = load_embedder(Settings(home=Path(), embedder=str(model)))
    assert isinstance(embedder, SentenceTransformerEmbedder)
    vectors = embedder.embed(["The dog barked.", "The cat slept."])
    assert vectors.shape == (2, embedder.dimension) == (2, 32)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert embedder.embed([]).shape == (0, 32)


def test_models_have_different_names(model: Path) -> None:
    assert SentenceTransformerEmbedder(str(model)).name.startswith("sentence-transformers/")
