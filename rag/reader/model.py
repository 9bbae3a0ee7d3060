"""The reader's network: question and windows of text in, scores of answer spans out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding

from rag.onnx_model import OnnxModel
from rag.tokenizer import CLS, SEP, load_tokenizer

BUILT_IN = Path(__file__).parents[1] / "models" / "reader"
WINDOW, STRIDE = 192, 128
"""Tokens of text in one window, and from one window's start to the next; a passage mostly fits in one."""
QUESTION = 48
"""Tokens of a question that are read."""
LONGEST_ANSWER = 30
"""Tokens of the longest answer."""
SPANS = 4
"""Spans kept of one window."""


@dataclass(frozen=True, slots=True)
class Found:
    """A possible answer in one text.

    Attributes:
        start: in characters of the text.
        end: exclusive.
        score: start + end logits less those of "no answer here"; comparable between windows.
    """

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class TextReading:
    """What the network says of one text.

    Attributes:
        found: its best spans, best first.
        answerable: logit that it answers at all.
        relevance: how well it fits the question, for ranking: the score of a trained ranker.
    """

    found: tuple[Found, ...]
    answerable: float
    relevance: float


@dataclass(frozen=True, slots=True)
class _Window:
    text: int
    first: int
    ids: list[int]


class ReaderModel:
    """The trained reader as int8 ONNX; safe to call from several threads.

    Args:
        folder: holds ``model.onnx`` and ``tokenizer.json``.
    """

    def __init__(self, folder: Path = BUILT_IN) -> None:
        self._model = OnnxModel(folder / "model.onnx", threads=1)
        self._tokenizer = load_tokenizer(folder / "tokenizer.json")  # meanwhile the model is opened

    @property
    def sha256(self) -> str:
        """Hash of the weights file."""
        return self._model.sha256

    def read(self, question: str, texts: Sequence[str]) -> list[TextReading]:
        """Read every text whole, in overlapping windows; one reading per text, in order.

        Each window is read by itself: in a batch, its int8 numbers would depend on its neighbors, and take longer.
        """
        asked = self._tokenizer.encode(question, add_special_tokens=False).ids[:QUESTION]
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        windows = [
            _Window(i, first, encoding.ids[first : first + WINDOW])
            for i, encoding in enumerate(encodings)
            for first in range(0, max(1, len(encoding.ids) - (WINDOW - STRIDE)), STRIDE)
        ]
        found: list[list[Found]] = [[] for _ in texts]
        answerable, relevance = [-np.inf] * len(texts), [-np.inf] * len(texts)
        read = self._model.each([_inputs(asked, window) for window in windows])
        for window, (starts, ends, answers, relevant) in zip(windows, read, strict=True):
            encoding, text = encodings[window.text], texts[window.text]
            found[window.text] += _spans(text, encoding, window, starts[0], ends[0], len(asked) + 2)
            answerable[window.text] = max(answerable[window.text], float(answers[0]))
            relevance[window.text] = max(relevance[window.text], float(relevant[0]))
        return [
            TextReading(tuple(_without_overlaps(spans)), answers, relevant)
            for spans, answers, relevant in zip(found, answerable, relevance, strict=True)
        ]


def _inputs(asked: list[int], window: _Window) -> dict[str, NDArray[np.int64]]:
    whole = np.array([[CLS, *asked, SEP, *window.ids, SEP]], dtype=np.int64)
    types = np.zeros_like(whole)
    types[:, len(asked) + 2 :] = 1
    return {"input_ids": whole, "attention_mask": np.ones_like(whole), "token_type_ids": types}


def _spans(
    text: str,
    encoding: Encoding,
    window: _Window,
    start: NDArray[np.float32],
    end: NDArray[np.float32],
    shift: int,
) -> list[Found]:
    """The best spans of a window that begin and end at words, in characters of the text."""
    count = len(window.ids)
    if not count:
        return []
    offsets = encoding.offsets[window.first : window.first + count]
    begins = np.array([first == 0 or not (text[first - 1].isalnum() and text[first].isalnum()) for first, _ in offsets])
    stops = np.array(
        [last >= len(text) or not (text[last].isalnum() and text[last - 1].isalnum()) for _, last in offsets]
    )
    sums = np.where(begins, start[shift : shift + count], -np.inf)[:, None] + np.where(
        stops, end[shift : shift + count], -np.inf
    )
    length = np.arange(count) - np.arange(count)[:, None]
    sums = np.where((length >= 0) & (length < LONGEST_ANSWER), sums, -np.inf)
    nothing = float(start[0] + end[0])
    pairs = [divmod(int(flat), count) for flat in _highest(sums.ravel(), SPANS * 8)]
    return [
        Found(offsets[first][0], offsets[last][1], float(sums[first, last]) - nothing)
        for first, last in pairs
        if np.isfinite(sums[first, last])
    ]


def _highest(scores: NDArray[np.float32], most: int) -> NDArray[np.intp]:
    """The places of the highest scores, highest first; a window has thousands, so they are not all sorted."""
    top = np.argpartition(scores, -most)[-most:] if len(scores) > most else np.arange(len(scores))
    return np.asarray(top[np.argsort(scores[top])[::-1]])


def _without_overlaps(spans: list[Found]) -> list[Found]:
    """The best spans, best first, each without those that overlap a better one."""
    kept: list[Found] = []
    for span in sorted(spans, key=lambda span: -span.score):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
        if len(kept) == SPANS:
            break
    return kept
