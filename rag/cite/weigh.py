"""How likely a statement is supported: the network's judgements, the words and the soft rules, weighed together.

A logistic model (Platt 1999) that ``python -m evals.claims.fit --pairs FILE`` fits to the labeled statements that the
rules were developed on and to as many that the network was measured on while it was trained.
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
        doubt: the rule that fails where the network may know better, one of ``DOUBTS``; empty for none.
    """

    supported: float
    contradicted: float
    denied: float
    coverage: float
    doubt: str = ""


WEIGHTS = (0.790, 0.087, -0.143, 0.739)
"""Of the signs that are numbers, in their order."""
DOUBTS = {
    "": 0.0,
    "absent name": -0.543,
    "negation": -1.152,
    "certainty": -2.817,
    "roles": -2.419,
    "name": -0.938,
    "words": -0.356,
}
"""What a failing rule adds to the log-odds."""
BIAS = 0.198


def logit(probability: float) -> float:
    """The log-odds of a probability."""
    return math.log((probability + _EDGE) / (1 - probability + _EDGE))


def probability(signs: Signs) -> float:
    """The probability, 0 to 1, that a statement with these signs is supported."""
    numbers = (signs.supported, signs.contradicted, signs.denied, signs.coverage)
    weighed = sum(weight * number for weight, number in zip(WEIGHTS, numbers, strict=True))
    return 1 / (1 + math.exp(-BIAS - weighed - DOUBTS[signs.doubt]))
