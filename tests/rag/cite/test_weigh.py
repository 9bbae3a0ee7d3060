from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.cite.weigh import Signs, logit, probability

EVEN = Signs(0.0, 0.0, 0.0, 0.5, 0.0)
SHARES = st.floats(0, 1)


def test_a_logit_is_the_log_odds_and_never_infinite() -> None:
    assert logit(0.5) == 0
    assert logit(1) == -logit(0) == pytest.approx(6.9, abs=0.1)


def test_each_sign_has_its_side() -> None:
    assert probability(EVEN._replace(supported=2)) > probability(EVEN)
    assert probability(EVEN._replace(coverage=1)) > probability(EVEN)
    for against in ("contradicted", "denied", "doubted"):
        assert probability(EVEN._replace(**{against: 1.0})) < probability(EVEN)


@given(SHARES, SHARES, SHARES, SHARES, st.booleans())
def test_it_is_a_probability(supported: float, contradicted: float, denied: float, words: float, soft: bool) -> None:
    assert 0 < probability(Signs(logit(supported), logit(contradicted), logit(denied), words, float(soft))) < 1
