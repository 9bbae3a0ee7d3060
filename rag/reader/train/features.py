"""Examples as token windows, cut and grouped so that no time is spent on padding."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import torch
from tokenizers import Tokenizer

from rag.reader.train.examples import Example

SHORTEST, LONGEST = 64, 176
"""Bounds of a training window's length, in tokens of the text; the mean is 120."""

_STOP = re.compile(
    r"\b(what|who|which|when|where|how|why|did|does|do|was|were|is|are|the|a|an|of|in|to|for|that|has|had)\b\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Window:
    """A question with a piece of text, in token ids. ``start`` and ``end`` (inclusive) are 0 without an answer."""

    ids: list[int]
    question_length: int
    start: int
    end: int


def as_typed(question: str, rng: random.Random) -> str:
    """Change a question the way that people type: no question mark, a misspelt word, keywords only."""
    if rng.random() < 0.4:
        question = question.rstrip(" ?")
    if rng.random() < 0.06:
        question = _misspelt(question, rng)
    if rng.random() < 0.05 and len(keywords := _STOP.sub("", question)) > 12:
        question = keywords
    return question


def _misspelt(question: str, rng: random.Random) -> str:
    words = list(re.finditer(r"\w{5,}", question))
    if not words:
        return question
    word = rng.choice(words)
    at = rng.randrange(word.start() + 1, word.end() - 1)
    pair = question[at : at + 2]
    change = rng.choice((pair[0], pair[1], pair[::-1], pair[0] + pair))
    return question[:at] + change + question[at + 2 :]


def to_window(example: Example, tokenizer: Tokenizer, rng: random.Random) -> Window | None:
    """Cut a window at random around the answer; None where the answer is too long or not on tokens."""
    question = tokenizer.encode(example.question, add_special_tokens=False).ids[:40]
    text = tokenizer.encode(example.context, add_special_tokens=False)
    length = rng.randint(SHORTEST, LONGEST)
    count = len(text.ids)
    if example.answers:
        first, last = text.char_to_token(example.start), text.char_to_token(example.end - 1)
        if first is None or last is None or last - first >= min(length, 40):
            return None
        low, high = max(0, last + 1 - length), min(first, max(0, count - length))
        offset = rng.randint(min(low, high), high)
    else:
        first = last = -1
        offset = rng.randint(0, max(0, count - length))
    ids = [101, *question, 102, *text.ids[offset : offset + length], 102]
    shift = len(question) + 2 - offset
    found = example.answers != ()
    return Window(ids, len(question), first + shift if found else 0, last + shift if found else 0)


def batches(windows: Iterable[Window], rng: random.Random, tokens: int = 4096) -> Iterator[list[Window]]:
    """Group windows of like length into batches of about ``tokens`` tokens, in random order within a pool."""
    pool: list[Window] = []
    for window in windows:
        pool.append(window)
        if len(pool) == 3000:
            yield from _grouped(pool, rng, tokens)
            pool = []
    yield from _grouped(pool, rng, tokens)


def _grouped(pool: list[Window], rng: random.Random, tokens: int) -> list[list[Window]]:
    pool.sort(key=lambda window: -len(window.ids))
    groups: list[list[Window]] = []
    while pool:
        rows = max(1, tokens // padded(len(pool[0].ids)))
        groups.append(pool[:rows])
        del pool[:rows]
    rng.shuffle(groups)
    return groups


def padded(length: int) -> int:
    """The width of a batch: few widths mean few shapes, which torch computes faster and in less memory."""
    return -(-length // 16) * 16


def collate(group: list[Window]) -> dict[str, torch.Tensor]:
    """Pad a batch: ``[windows, tokens]`` of ids, mask and types, and ``[windows]`` of starts and ends."""
    width = padded(max(len(window.ids) for window in group))
    ids = torch.zeros(len(group), width, dtype=torch.long)
    types = torch.zeros_like(ids)
    for row, window in enumerate(group):
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
        types[row, window.question_length + 2 : len(window.ids)] = 1
    return {
        "input_ids": ids,
        "attention_mask": (ids != 0).long(),
        "token_type_ids": types,
        "start": torch.tensor([window.start for window in group]),
        "end": torch.tensor([window.end for window in group]),
    }


def typed(example: Example, rng: random.Random) -> Example:
    """The example with its question changed by :func:`as_typed`."""
    return replace(example, question=as_typed(example.question, rng))
