"""Fit the weights of ``rag.cite.weigh``: ``python -m evals.claims.fit --pairs FILE``.

Of the labeled statements only those about the articles that the rules were developed on are used; of the pairs, those
that the network was not trained on. Both count alike. Left out is what is decided before anything is weighed: repeated
word for word, or failing a rule that no network may outweigh.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.claims.measure import load_claims
from evals.suite import load_article
from ingest.pipeline import prepare
from rag.cite import rules
from rag.cite.align import window
from rag.cite.entail import Entailment, load_entailment
from rag.cite.train.pairs import read_pairs
from rag.cite.verdict import check, signs
from rag.cite.weigh import DOUBTS, Signs
from rag.types import Article, Verdict

SOURCES = ("fever", "feverous", "foolmetwice", "factcc", "te-protocols", "mnli")
"""The sets of pairs that are about people, places and events, or worded freely."""
EACH = 350
"""Pairs of a set, at most."""

Labeled = tuple[str, Article, bool]
"""A statement, the article that it is held against, and whether that supports it."""


def statements() -> list[Labeled]:
    """The labeled statements about the articles that the rules were developed on."""
    claims = [claim for claim in load_claims() if not claim.held_out]
    articles = {name: prepare(load_article(name)).article for name in {claim.article for claim in claims}}
    return [(claim.statement, articles[claim.article], claim.true) for claim in claims]


def pairs(path: Path) -> list[Labeled]:
    """Up to ``EACH`` pairs of each set that the network was not trained on."""
    kept: defaultdict[str, list[Labeled]] = defaultdict(list)
    for pair in read_pairs(path):
        if pair.is_tuning and pair.source in SOURCES:
            article = Article("pair", "", pair.premise or ".", "0", 1, dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
            kept[pair.source].append((pair.hypothesis, article, pair.supported))
    return [one for of in kept.values() for one in random.Random(1).sample(of, min(EACH, len(of)))]


def weighed(labeled: list[Labeled], entailment: Entailment) -> Iterator[tuple[Signs, bool]]:
    """The signs of the statements that are weighed, with their labels."""
    for statement, article, true in labeled:
        view = window(statement, article.text)
        finding = rules.first_failure(statement, article, view) if view.sentences else None
        by_rules = check(statement, [article])
        repeated = by_rules.verdict is Verdict.SUPPORTED and by_rules.reason.endswith("word for word")
        if view.sentences and not (repeated or (finding and not finding.doubt)):
            yield signs(statement, article, view, entailment, finding.doubt if finding else ""), true


def fit(*sets: list[tuple[Signs, bool]]) -> tuple[list[float], dict[str, float], float]:
    """The weights of the signs that are numbers, those of the doubts, and the constant; each set counts alike."""
    doubts = [doubt for doubt in DOUBTS if doubt]
    everything = [one for of in sets for one in of]
    rows = [[*found[:-1], *(float(found.doubt == doubt) for doubt in doubts)] for found, _ in everything]
    counts = [1_000 / len(of) for of in sets for _ in of]
    model = LogisticRegression(C=0.3, class_weight="balanced", max_iter=1_000)
    model.fit(np.array(rows), [true for _, true in everything], sample_weight=counts)
    coefficients = [float(weight) for weight in model.coef_[0]]
    numbers = len(coefficients) - len(doubts)
    return coefficients[:numbers], dict(zip(doubts, coefficients[numbers:], strict=True)), float(model.intercept_[0])


def main() -> int:
    """Print the weights and the constant."""
    parser = argparse.ArgumentParser(prog="python -m evals.claims.fit", description="Fit the weights of a check.")
    parser.add_argument("--pairs", type=Path, required=True, help="the file of pairs that the network is trained on")
    path = parser.parse_args().pairs
    sets = [list(weighed(labeled, load_entailment())) for labeled in (statements(), pairs(path))]
    numbers, doubts, constant = fit(*sets)
    for name, weight in zip(Signs._fields, numbers, strict=False):
        sys.stdout.write(f"{name} {weight:.3f}\n")
    for name, weight in doubts.items():
        sys.stdout.write(f"{name}: {weight:.3f}\n")
    sys.stdout.write(f"constant {constant:.3f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
