"""A name that an article does not have is not let through by the network that may know better."""

from __future__ import annotations

from evals.claims.measure import load_claims
from evals.suite import load_article
from ingest.pipeline import prepare
from rag.cite.entail import load_entailment
from rag.cite.names import names_in
from rag.cite.verdict import check
from rag.types import Verdict

ABSENT = ("Emmanuel Duval", "Priya Raman", "Tom Becker", "Ursula Haas", "Luca Moretti", "Rotterdam", "Kenya")


def test_a_true_statement_with_an_absent_name_put_in_is_struck() -> None:
    claims = [claim for claim in load_claims() if claim.true]
    articles = {name: prepare(load_article(name)).article for name in {claim.article for claim in claims}}
    passed, tried = [], 0
    for place, claim in enumerate(claims):
        for name in names_in(claim.statement)[:1]:
            said = claim.statement[: name.start] + ABSENT[place % len(ABSENT)] + claim.statement[name.end :]
            tried += 1
            if check(said, [articles[claim.article]], load_entailment()).verdict is Verdict.SUPPORTED:
                passed.append(said)
    assert tried > 140
    assert passed == []
