"""Embedding with a model that the user names: a tiny one with random weights, made here."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

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


def test_threads_embed_one_after_the_other(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = SentenceTransformerEmbedder(str(model))
    real, inside, most = embedder._model.encode, [], []

    def encode(texts: list[str], **options: Any) -> Any:
        inside.append(texts)
        most.append(len(inside))
        time.sleep(0.01)
        found = real(texts, **options)
        inside.remove(texts)
        return found

    monkeypatch.setattr(embedder._model, "encode", encode)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(embedder.embed, [[f"The dog barked {n} times."] for n in range(12)]))
    assert set(most) == {1}
