"""Fit the weights of ``rag.cite.weigh``: ``python -m evals.claims.fit``.

Only statements about the articles that the rules were developed on are used, without those that are decided before
anything is weighed: repeated word for word, or failing a rule that no network may outweigh.
"""

from __future__ import annotations

import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.claims.measure import load_claims
from evals.suite import load_article
from ingest.pipeline import prepare
from rag.cite import rules
from rag.cite.align import window
from rag.cite.entail import load_entailment
from rag.cite.verdict import check, signs
from rag.cite.weigh import Signs
from rag.types import Verdict


def main() -> int:
    """Print the weights and the constant."""
    rows: list[Signs] = []
    labels: list[bool] = []
    claims = [claim for claim in load_claims() if not claim.held_out]
    articles = {name: prepare(load_article(name)).article for name in {claim.article for claim in claims}}
    for claim in claims:
        article = articles[claim.article]
        view = window(claim.statement, article.text)
        finding = rules.first_failure(claim.statement, article, view)
        by_rules = check(claim.statement, [article])
        repeated = by_rules.verdict is Verdict.SUPPORTED and by_rules.reason.endswith("word for word")
        if not (repeated or (finding and not finding.soft)):
            rows.append(signs(claim.statement, article, view, load_entailment(), doubted=finding is not None))
            labels.append(claim.true)
    model = LogisticRegression(C=0.3, class_weight="balanced").fit(np.array(rows), labels)
    for name, weight in zip(Signs._fields, model.coef_[0], strict=True):
        sys.stdout.write(f"{name} {weight:.3f}\n")
    sys.stdout.write(f"constant {model.intercept_[0]:.3f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
