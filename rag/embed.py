"""Texts to vectors: the built-in model by ONNX Runtime, or any sentence-transformers model that the user names."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from rag.onnx_model import OnnxModel, in_batches
from rag.settings import Settings
from rag.tokenizer import CLS, SEP, load_tokenizer

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUILT_IN = Path(__file__).parent / "models" / "embedder"
LONGEST = 256
"""Tokens of a text that all-MiniLM-L6-v2 was trained to read; the rest of a longer text is not seen."""

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """What turns texts into vectors of length 1, so that a dot product is the cosine; several threads may call it."""

    @property
    def name(self) -> str:
        """Vectors of embedders with the same name may be compared."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers of a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: ``[len(texts), dimension]`` float32, each row of length 1."""
        ...


class OnnxEmbedder:
    """all-MiniLM-L6-v2 (Apache-2.0) as int8 ONNX: 384 dimensions, mean pooling inside the graph.

    The model is opened when its name or the first vector is asked for: many questions need neither.

    Args:
        folder: holds ``model.onnx``.
        cores: that embed; all when left out.
    """

    dimension = 384

    def __init__(self, folder: Path = BUILT_IN, cores: int | None = None) -> None:
        self._folder = folder
        self._cores = cores

    @cached_property
    def name(self) -> str:
        """The model and the beginning of its file's hash, which is made while the model is opened."""
        return f"all-MiniLM-L6-v2/{self._model.sha256[:12]}"

    @cached_property
    def _model(self) -> OnnxModel:
        return OnnxModel(self._folder / "model.onnx", threads=1, cores=self._cores)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts in batches of like length: ``[len(texts), 384]`` float32, each row of length 1."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = load_tokenizer().encode_batch(list(texts), add_special_tokens=False)
        tokens = [[CLS, *encoding.ids[: LONGEST - 2], SEP] for encoding in encodings]
        batches = list(in_batches([len(one) for one in tokens]))[::-1]  # the longest first, so that none is last
        inputs = []
        for rows in batches:
            ids = np.zeros((len(rows), max(len(tokens[row]) for row in rows)), dtype=np.int64)
            for i, row in enumerate(rows):
                ids[i, : len(tokens[row])] = tokens[row]
            inputs.append({"input_ids": ids, "attention_mask": (ids != 0).astype(np.int64)})
        for rows, (found,) in zip(batches, self._model.each(inputs), strict=True):
            vectors[rows] = found
        return vectors


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by path or name (a name may be downloaded from its hub)."""

    def __init__(self, model: str) -> None:
        # Imported here because it brings torch: several seconds and 500 MB that the built-in model does without.
        from sentence_transformers import SentenceTransformer

        self._model: SentenceTransformer = SentenceTransformer(model, device="cpu")
        self._lock = Lock()  # its tokenizer fails when a second thread sets how it cuts and pads
        self.name = f"sentence-transformers/{hashlib.sha256(model.encode()).hexdigest()[:12]}"
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: ``[len(texts), dimension]`` float32, each row of length 1."""
        with self._lock:
            found = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32).reshape(len(texts), self.dimension)


def load_embedder(settings: Settings, cores: int | None = None) -> Embedder:
    """The embedder that the settings name: the built-in one, on so many cores, unless ``settings.embedder`` is set."""
    return SentenceTransformerEmbedder(settings.embedder) if settings.embedder else OnnxEmbedder(cores=cores)
