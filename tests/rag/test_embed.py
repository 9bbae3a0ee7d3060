import subprocess
import sys

import numpy as np
import pytest

from rag.embed import OnnxEmbedder, load_embedder
from rag.settings import Settings


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder()


def test_vectors_have_length_one_and_the_order_of_the_texts(embedder: OnnxEmbedder) -> None:
    texts = ["The dog barked.", "word " * 400, "A dog was barking.", "Parliament passed the budget."]
    vectors = embedder.embed(texts)
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)
    assert vectors[0] @ vectors[2] > 0.7 > vectors[0] @ vectors[3]


def test_a_text_has_nearly_the_same_vector_alone_and_in_company(embedder: OnnxEmbedder) -> None:
    alone = embedder.embed(["The dog barked."])[0]
    company = embedder.embed(["The dog barked.", "A much longer text about the budget and the vote in parliament."])[0]
    assert alone @ company > 0.97  # activations are quantized for the whole batch at once


def test_many_texts_are_embedded_in_several_batches_and_keep_their_order(embedder: OnnxEmbedder) -> None:
    words = ["budget", "bridge", "ferry", "mayor", "vote", "storm", "goal", "court"]
    texts = [f"The {word} was in the news all day. " * (5 + place) for place, word in enumerate(words * 4)]
    vectors = embedder.embed(texts)
    again = np.concatenate([embedder.embed([text]) for text in texts])
    assert ((vectors * again).sum(axis=1) > 0.97).all()


def test_no_texts_give_no_vectors(embedder: OnnxEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_the_default_never_imports_torch(tmp_path: object) -> None:
    code = (
        "import sys; from pathlib import Path; from rag import Settings, open_pullquote; import ingest, ui.cli\n"
        f"with open_pullquote(Settings(home=Path({str(tmp_path)!r}))) as p:\n"
        "    ingest.add_sample(p.library, p.embedder); p.ask('who urged kyiv to tone down?')\n"
        "sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code


def test_the_settings_choose_the_embedder() -> None:
    assert isinstance(load_embedder(Settings.from_environment()), OnnxEmbedder)
