"""How likely an answer is right: the reader's scores, calibrated on questions that it was not trained on."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rag.reader.model import BUILT_IN
from rag.words import coverage


class Features(NamedTuple):
    """What the probability of an answer rests on.

    Attributes:
        score: of the best span: logit that it is the answer rather than nothing.
        answerable: logit that a passage answers the question at all.
        coverage: share of the question's meaningful words in the pull quotes, 0 to 1.
    """

    score: float
    answerable: float
    coverage: float


def features(question: str, score: float, answerable: float, quotes: str) -> Features:
    """The features of an answer with these pull quotes."""
    return Features(score, answerable, coverage(question, quotes))


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model of "this answer is right" (Platt 1999), and the probability from which answers are given.

    Attributes:
        weights: of the features, in their order.
        bias: the constant.
        floor: below this probability the question is refused.
    """

    weights: tuple[float, ...]
    bias: float
    floor: float

    @classmethod
    def load(cls, folder: Path = BUILT_IN) -> Calibration:
        """The calibration that belongs to a model: ``calibration.json`` beside its weights."""
        stored = json.loads((folder / "calibration.json").read_text(encoding="utf-8"))
        return cls(tuple(stored["weights"]), stored["bias"], stored["floor"])

    def probability(self, found: Features) -> float:
        """The probability, 0 to 1, that an answer with these features is right."""
        logit = self.bias + sum(w * value for w, value in zip(self.weights, found, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


SURE_ENOUGH = {"quite": 0.7, "very": 0.9}
"""The steps by which a person says how sure an answer must be: the probability from which each word is said."""
_WORDS = ((0.9, "Very sure"), (0.7, "Quite sure"), (0.5, "Fairly sure"), (0.0, "Not sure"))


def in_words(probability: float) -> str:
    """How sure an answer of this probability is, in words."""
    return next(words for least, words in _WORDS if probability >= least)
