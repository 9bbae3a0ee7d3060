"""The tokenizer of every network that ships with the package: BERT's vocabulary without capitals."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tokenizers import Tokenizer

FILE = Path(__file__).parent / "models" / "reader" / "tokenizer.json"
CLS, SEP = 101, 102
"""Token ids of the marks that open a text and close it."""


def load_tokenizer(file: Path = FILE) -> Tokenizer:
    """The tokenizer, loaded once for all who use it, without the padding and cutting that its file may ask for."""
    return _load(file)


@cache
def _load(file: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
