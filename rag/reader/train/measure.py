"""How well a network reads a question set: the scores of SQuAD 1.1 and 2.0."""

from __future__ import annotations

import re
import string
from collections import Counter
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer

from rag.reader.train.examples import Example
from rag.reader.train.features import Window, collate
from rag.reader.train.model import ReaderNetwork

WINDOW, STRIDE, LONGEST_ANSWER = 160, 96, 30


@dataclass(frozen=True, slots=True)
class Reading:
    """The best span of one question over all windows of its text; ``score`` is start + end minus "no answer"."""

    text: str
    score: float
    answerable: float


@torch.inference_mode()
def read(
    network: ReaderNetwork, tokenizer: Tokenizer, examples: list[Example], *, bfloat16: bool = False
) -> list[Reading]:
    """Read every example's whole text in overlapping windows of 160 tokens."""
    network.eval()
    windows: list[Window] = []
    owners: list[tuple[int, int]] = []
    encodings = [tokenizer.encode(e.context, add_special_tokens=False) for e in examples]
    for i, (example, text) in enumerate(zip(examples, encodings, strict=True)):
        question = tokenizer.encode(example.question, add_special_tokens=False).ids[:40]
        for offset in range(0, max(1, len(text.ids) - (WINDOW - STRIDE)), STRIDE):
            ids = [101, *question, 102, *text.ids[offset : offset + WINDOW], 102]
            windows.append(Window(ids, len(question), 0, 0))
            owners.append((i, offset))
    best = [Reading("", -1e9, -1e9)] * len(examples)
    order = sorted(range(len(windows)), key=lambda w: len(windows[w].ids))
    for begin in range(0, len(order), 32):
        chosen = order[begin : begin + 32]
        batch = collate([windows[w] for w in chosen])
        del batch["start"], batch["end"]
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            scores = network(**batch)
        for row, w in enumerate(chosen):
            i, offset = owners[w]
            first, last, score = best_span(scores.start[row].numpy(), scores.end[row].numpy())
            if score > best[i].score:
                shift = offset - windows[w].question_length - 2
                begin_char = encodings[i].offsets[first + shift][0]
                end_char = encodings[i].offsets[last + shift][1]
                words = examples[i].context[begin_char:end_char]
                best[i] = Reading(words, score, float(scores.answerable[row]))
    return best


def best_span(start: np.ndarray, end: np.ndarray) -> tuple[int, int, float]:
    """The pair of positions with the highest start + end, at most 30 tokens apart, less the score of position 0."""
    sums = start[1:, None] + end[None, 1:]
    allowed = np.triu(np.ones_like(sums, dtype=bool)) & ~np.triu(np.ones_like(sums, dtype=bool), LONGEST_ANSWER)
    flat = int(np.argmax(np.where(allowed, sums, -np.inf)))
    first, last = divmod(flat, sums.shape[1])
    return first + 1, last + 1, float(sums[first, last] - start[0] - end[0])


def normalized(text: str) -> list[str]:
    """An answer's words as SQuAD's official script compares them: no case, punctuation or articles."""
    text = "".join(c for c in text.lower() if c not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", text).split()


def f1(answer: str, golds: tuple[str, ...]) -> float:
    """Token F1 against the best gold answer; with no gold answer, 1 for an empty answer and 0 otherwise."""
    if not golds:
        return float(answer == "")
    return max(_f1(normalized(answer), normalized(gold)) for gold in golds)


def _f1(answer: list[str], gold: list[str]) -> float:
    if not answer or not gold:
        return float(answer == gold)
    shared = sum((Counter(answer) & Counter(gold)).values())
    return 2 * shared / (len(answer) + len(gold))


def summary(examples: list[Example], readings: list[Reading]) -> dict[str, float]:
    """F1 and exact match on the answerable questions, and F1 on all at the best threshold of the score."""
    has = [(e, r) for e, r in zip(examples, readings, strict=True) if e.answers]
    figures = {
        "questions": float(len(examples)),
        "has_answer_f1": float(np.mean([f1(r.text, e.answers) for e, r in has])),
        "has_answer_em": float(np.mean([any(normalized(r.text) == normalized(a) for a in e.answers) for e, r in has])),
    }
    if len(has) < len(examples):
        for name in ("score", "answerable"):
            value, threshold = best_threshold(examples, readings, name)
            figures[f"f1_by_{name}"] = value
            figures[f"threshold_of_{name}"] = threshold
    return figures


def best_threshold(examples: list[Example], readings: list[Reading], by: str) -> tuple[float, float]:
    """The mean F1 over all questions when those below the best threshold are left unanswered, and that threshold."""
    points = np.array([getattr(reading, by) for reading in readings])
    given = np.array([f1(r.text, e.answers) for e, r in zip(examples, readings, strict=True)])
    withheld = np.array([f1("", e.answers) for e in examples])
    order = np.argsort(points)
    # After the first k in order are withheld: their share of `withheld`, and the others' share of `given`.
    totals = np.concatenate([[0], np.cumsum(withheld[order])]) + np.concatenate(
        [np.cumsum(given[order][::-1])[::-1], [0]]
    )
    k = int(np.argmax(totals))
    return float(totals[k] / len(examples)), float(points[order[min(k, len(order) - 1)]])
