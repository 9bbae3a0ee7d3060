from __future__ import annotations

import pytest

from rag.cite.roles import head_noun, match


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("the White House adviser on Ukraine", "adviser"),
        ("mayor of Brandal", "mayor"),
        ("the White House", None),
        ("", None),
    ],
)
def test_head_noun(phrase: str, noun: str | None) -> None:
    assert head_noun(phrase) == noun


@pytest.mark.parametrize(
    ("phrase", "role", "fits"),
    [
        ("the Ukrainian leader", "Ukrainian President", True),
        ("White House adviser", "the White House national security advisor", True),
        ("the president", "former president", False),
        ("the former president", "former president", True),
        ("the French president", "US President", False),
        ("the mayor", "the minister", False),
    ],
)
def test_match(phrase: str, role: str, fits: bool) -> None:
    assert (match(phrase, role) >= 1) is fits
