from __future__ import annotations

import pytest

from rag.cite.entail import Entailment, load_entailment

TEXT = "The Brandal copper mine, closed since 2009, will open again next spring, the owner said on Monday."


@pytest.fixture(scope="module")
def entailment() -> Entailment:
    return load_entailment()


def test_the_shipped_network_tells_support_from_contradiction(entailment: Entailment) -> None:
    (said,) = entailment.judge("The mine will open again next spring.", [TEXT])
    (denied,) = entailment.judge("The mine will not open again.", [TEXT])
    assert said.supported > 0.5 > said.contradicted
    assert denied.contradicted > 0.5 > denied.supported


def test_texts_are_judged_in_their_order_and_the_same_alone_or_together(entailment: Entailment) -> None:
    texts = ["Rain fell.", TEXT, ""]
    together = entailment.judge("The mine will open again next spring.", texts)
    alone = [entailment.judge("The mine will open again next spring.", [text])[0] for text in texts]
    assert together == alone
    assert max(together, key=lambda judgement: judgement.supported) is together[1]


def test_a_long_text_is_cut(entailment: Entailment) -> None:
    (judgement,) = entailment.judge("The mine will open again next spring.", [TEXT + " Rain fell." * 500])
    assert sum(judgement) == pytest.approx(1)


def test_it_is_loaded_once(entailment: Entailment) -> None:
    assert load_entailment() is entailment
