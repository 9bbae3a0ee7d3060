from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.claims.measure import KINDS, Claim, Judged, load_claims, rates, table, time_taken
from evals.suite import article_names
from rag.cite.verdict import Check
from rag.errors import SuiteError
from rag.types import Verdict


def judged(true: bool, verdict: Verdict, kind: str = "number") -> Judged:
    return Judged(Claim("a", kind, true, "s"), Check("s", verdict, "", (), "words"))


def test_rates() -> None:
    found = rates(
        [
            judged(True, Verdict.SUPPORTED),
            judged(True, Verdict.PARTLY),
            judged(False, Verdict.UNSUPPORTED),
            judged(False, Verdict.SUPPORTED),
            judged(False, Verdict.PARTLY),
            judged(False, Verdict.PARTLY),
        ]
    )
    assert (found.statements, found.true_struck, found.false_passed) == (6, 0.5, 0.25)
    assert found.balanced_accuracy == pytest.approx(0.625)


def test_table_has_a_line_for_each_kind_that_occurs() -> None:
    lines = table([judged(True, Verdict.SUPPORTED), judged(False, Verdict.SUPPORTED, "roles")]).splitlines()
    assert [line.split()[0] for line in lines] == ["kind", "number", "roles", "all"]


def test_the_time_that_checks_take_is_told() -> None:
    one = judged(True, Verdict.SUPPORTED)
    took = [replace(one, seconds=seconds) for seconds in (0.01, 0.02, 0.03)]
    assert time_taken(took).startswith("milliseconds a statement: 20 on average, 20 the median")


def test_shipped_statements_are_balanced_and_known() -> None:
    claims = load_claims()
    assert len(claims) >= 400
    assert sum(claim.true for claim in claims) * 2 == len(claims)
    assert {claim.kind for claim in claims} == set(KINDS)
    assert {claim.article for claim in claims} <= {*article_names(), "sample"}
    assert len({(claim.article, claim.statement) for claim in claims}) > 0.97 * len(claims)


@pytest.mark.parametrize(
    "line",
    ["{", json.dumps({"article": "a"}), json.dumps({"article": "a", "kind": "b", "label": "maybe", "statement": "c"})],
)
def test_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(SuiteError, match=r"bad.jsonl, line 1"):
        load_claims(path)
