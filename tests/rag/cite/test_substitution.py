from __future__ import annotations

import pytest

from rag.cite.substitution import substituted


@pytest.mark.parametrize(
    ("statement", "sentence", "pair"),
    [
        (
            "He was keeper of coins at Lethbury Hall.",
            "He was keeper of coins at the Marchmont Museum.",
            ("Lethbury Hall", "Marchmont Museum"),
        ),
        (
            "It would cost 41 million pounds to hold.",
            "It would cost 94 million pounds to hold.",
            ("41", "94"),
        ),
        ("The US left the talks in May.", "The United States left the talks in May.", None),
        ("He was keeper of coins.", "Rookwood was keeper of coins.", None),
        ("Nothing here is like it in Oslo.", "A completely different sentence about Bergen.", None),
    ],
)
def test_substituted(statement: str, sentence: str, pair: tuple[str, str] | None) -> None:
    assert substituted(statement, sentence) == pair


def test_nothing_to_align() -> None:
    assert substituted("", "Words.") is None
