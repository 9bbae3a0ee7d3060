from __future__ import annotations

from evals.load.library import facts


def test_no_fact_answers_another_question() -> None:
    asked = facts(200)
    assert len({fact.question for fact in asked}) == len({fact.answer for fact in asked}) == 200
    assert not [one for one in asked for other in asked if one is not other and one.answer in other.answer]
