"""Does a text support a statement? A small network where the rules of ``rag.cite.rules`` cannot tell.

Statement and evidence are read together, as in NLI-based fact checks (SummaC, Laban et al. 2022; MiniCheck, Tang et al.
2024). :func:`rag.cite.verdict.check` weighs what it says against the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from rag.onnx_model import OnnxModel
from rag.tokenizer import CLS, SEP, load_tokenizer

STATEMENT, EVIDENCE = 64, 192
"""Tokens of a statement and of its evidence that are read."""
BUILT_IN = Path(__file__).parents[1] / "models" / "support"
"""The network that ships with the package."""


class Judgement(NamedTuple):
    """What a text says of a statement, as probabilities that add up to 1."""

    supported: float
    contradicted: float
    unsaid: float


class Entailment:
    """The trained network as int8 ONNX; safe to call from several threads.

    Args:
        folder: holds ``model.onnx``.
    """

    def __init__(self, folder: Path = BUILT_IN) -> None:
        self._tokenizer = load_tokenizer()
        self._model = OnnxModel(folder / "model.onnx")

    def judge(self, statement: str, texts: Sequence[str]) -> list[Judgement]:
        """What each text says of the statement, in order; of a long text the first 192 tokens are read.

        Each is read by itself: in a batch, its int8 numbers would depend on its neighbors.
        """
        return [self._judge(statement, text) for text in texts]

    def _judge(self, statement: str, text: str) -> Judgement:
        whole, second = pair_ids(self._tokenizer, statement, text)
        ids = np.array([whole], np.int64)
        types = np.array([[0] * second + [1] * (len(whole) - second)], np.int64)
        ((logits,),) = self._model(input_ids=ids, attention_mask=np.ones_like(ids), token_type_ids=types)
        powers = np.exp(logits - logits.max())
        return Judgement(*(float(share) for share in powers / powers.sum()))


@lru_cache(maxsize=1)
def load_entailment() -> Entailment:
    """The network that ships with the package, loaded once."""
    return Entailment()


def pair_ids(tokenizer: Tokenizer, statement: str, text: str) -> tuple[list[int], int]:
    """The token ids of a statement with its evidence, and where the evidence begins."""
    said = tokenizer.encode(statement, add_special_tokens=False).ids[:STATEMENT]
    shown = tokenizer.encode(text, add_special_tokens=False).ids[:EVIDENCE]
    return [CLS, *said, SEP, *shown, SEP], len(said) + 2
