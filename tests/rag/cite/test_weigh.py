from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.cite.weigh import DOUBTS, Signs, logit, probability

EVEN = Signs(0.0, 0.0, 0.0, 0.5)
SHARES = st.floats(0, 1)


def test_a_logit_is_the_log_odds_and_never_infinite() -> None:
    assert logit(0.5) == 0
    assert logit(1) == -logit(0) == pytest.approx(6.9, abs=0.1)


def test_each_sign_has_its_side() -> None:
    assert probability(EVEN._replace(supported=2)) > probability(EVEN)
    assert probability(EVEN._replace(coverage=1)) > probability(EVEN)
    assert probability(EVEN._replace(contradicted=2, denied=2, supported=-2)) < probability(EVEN)
    for doubt in DOUBTS.keys() - {""}:
        assert probability(EVEN._replace(doubt=doubt)) < probability(EVEN)


@given(SHARES, SHARES, SHARES, SHARES, st.sampled_from(sorted(DOUBTS)))
def test_it_is_a_probability(supported: float, contradicted: float, denied: float, words: float, doubt: str) -> None:
    assert 0 < probability(Signs(logit(supported), logit(contradicted), logit(denied), words, doubt)) < 1
