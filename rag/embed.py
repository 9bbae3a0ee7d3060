"""Texts to vectors: the built-in model by ONNX Runtime, or any sentence-transformers model that the user names."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rag.onnx_model import OnnxModel, in_batches
from rag.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUILT_IN = Path(__file__).parent / "models" / "embedder"
LONGEST = 256
"""Tokens of a text that all-MiniLM-L6-v2 was trained to read; the rest of a longer text is not seen."""

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """What turns texts into vectors of length 1, so that a dot product is the cosine."""

    name: str
    dimension: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: ``[len(texts), dimension]`` float32, each row of length 1."""
        ...


class _LangChainEmbeddings(Embeddings):
    """The two methods of LangChain's interface, by way of ``embed``."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain: embed texts to store."""
        return cast(list[list[float]], self.embed(texts).tolist())

    def embed_query(self, text: str) -> list[float]:
        """LangChain: embed a question."""
        return self.embed_documents([text])[0]


class OnnxEmbedder(_LangChainEmbeddings):
    """all-MiniLM-L6-v2 (Apache-2.0) as int8 ONNX: 384 dimensions, mean pooling inside the graph.

    Args:
        folder: holds ``model.onnx`` and ``tokenizer.json``.
    """

    dimension = 384

    def __init__(self, folder: Path = BUILT_IN) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()
        self._model = OnnxModel(folder / "model.onnx")
        self.name = f"all-MiniLM-L6-v2/{self._model.sha256[:12]}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts in batches of like length: ``[len(texts), 384]`` float32, each row of length 1."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch(list(texts))
        for rows in in_batches([len(e.ids) for e in encodings], tokens=4096):
            width = max(len(encodings[row].ids) for row in rows)
            ids = np.zeros((len(rows), width), dtype=np.int64)
            for i, row in enumerate(rows):
                ids[i, : len(encodings[row].ids)] = encodings[row].ids
            (vectors[rows],) = self._model(input_ids=ids, attention_mask=(ids != 0).astype(np.int64))
        return vectors


class SentenceTransformerEmbedder(_LangChainEmbeddings):
    """Any sentence-transformers model, by path or name (a name may be downloaded from its hub)."""

    def __init__(self, model: str) -> None:
        # Imported here because it brings torch: several seconds and 500 MB that the built-in model does without.
        from sentence_transformers import SentenceTransformer

        self._model: SentenceTransformer = SentenceTransformer(model, device="cpu")
        self.name = f"sentence-transformers/{hashlib.sha256(model.encode()).hexdigest()[:12]}"
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: ``[len(texts), dimension]`` float32, each row of length 1."""
        found = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32).reshape(len(texts), self.dimension)


def load_embedder(settings: Settings) -> OnnxEmbedder | SentenceTransformerEmbedder:
    """The embedder that the settings name: the built-in one, unless ``settings.embedder`` is set."""
    return SentenceTransformerEmbedder(settings.embedder) if settings.embedder else OnnxEmbedder()
