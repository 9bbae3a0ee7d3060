"""How likely an answer is right: the reader's scores, calibrated on questions that it was not trained on."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

from rag.reader.model import BUILT_IN


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model of "this answer is right" (Platt 1999), and the probability from which answers are given.

    Attributes:
        score: weight of the best answer's score.
        answerable: weight of the logit that a passage answers at all.
        coverage: weight of the share of the question's words that the passage has.
        bias: the constant.
        floor: below this probability the question is refused.
    """

    score: float
    answerable: float
    coverage: float
    bias: float
    floor: float

    @classmethod
    def load(cls, folder: Path = BUILT_IN) -> Calibration:
        """The calibration that belongs to a model: ``calibration.json`` beside its weights."""
        return cls(**json.loads((folder / "calibration.json").read_text(encoding="utf-8")))

    def probability(self, score: float, answerable: float, coverage: float) -> float:
        """The probability, 0 to 1, that an answer with these features is right."""
        logit = self.score * score + self.answerable * answerable + self.coverage * coverage + self.bias
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


SURE, LIKELY = 0.8, 0.5
"""From these probabilities on an answer is worded as said by the article, or as probable."""


def in_words(probability: float) -> str:
    """The words that stand before an answer of this probability."""
    if probability >= SURE:
        return "The article says"
    return "Probably" if probability >= LIKELY else "Perhaps"
