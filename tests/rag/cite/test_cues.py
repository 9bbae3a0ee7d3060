from __future__ import annotations

import pytest

from rag.cite.cues import CUE, governs, may_close, may_invert


def governing(sentence: str) -> list[str]:
    found = CUE.finditer(sentence)
    return [c.group() for c in found if governs(sentence[: c.start()], c, sentence[c.end() :])]


@pytest.mark.parametrize(
    ("sentence", "cues"),
    [
        ("She said that it was late.", ["said"]),
        ("He demurred: “No.”", ["demurred"]),
        ("The said road is shut.", []),
        ("She wants to say more.", ["wants"]),
        ("It was written by a panel.", []),
        ("His remarks come a day after.", []),
        ("She hopes that it will rain.", ["hopes"]),
        ("They call it “the pit”.", ["call"]),
        ("He continued his work.", []),
    ],
)
def test_governs(sentence: str, cues: list[str]) -> None:
    assert governing(sentence) == cues


def test_told_can_close_but_not_invert() -> None:
    assert (may_close("told"), may_invert("told"), may_invert("said"), may_close("hopes")) == (True, False, True, False)
