"""How likely a statement is supported: the network's judgements, the words and the soft rules, weighed together.

A logistic model (Platt 1999) that ``python -m evals.claims.fit`` fits to the labeled statements that the rules were
developed on.
"""

from __future__ import annotations

import math
from typing import NamedTuple

_EDGE = 1e-3
"""Keeps probabilities off 0 and 1, whose logits are infinite."""


class Signs(NamedTuple):
    """What speaks for and against a statement.

    Attributes:
        supported: logit that the sentences it rests on support it.
        contradicted: logit that they contradict it.
        denied: logit that the first of them alone contradicts it.
        coverage: share of its words that they have, 0 to 1.
        doubted: 1 where a rule that rests on words alone fails, else 0.
    """

    supported: float
    contradicted: float
    denied: float
    coverage: float
    doubted: float


WEIGHTS = Signs(supported=0.305, contradicted=-0.187, denied=-0.406, coverage=0.159, doubted=-2.765)
BIAS = 0.051


def logit(probability: float) -> float:
    """The log-odds of a probability."""
    return math.log((probability + _EDGE) / (1 - probability + _EDGE))


def probability(signs: Signs) -> float:
    """The probability, 0 to 1, that a statement with these signs is supported."""
    return 1 / (1 + math.exp(-BIAS - sum(weight * sign for weight, sign in zip(WEIGHTS, signs, strict=True))))
