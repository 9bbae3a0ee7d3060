from __future__ import annotations

import pytest

from rag.cite.sources import left_of, right_of, subject_of


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Anna Bell said so.", "Anna Bell"),
        ("However, Anna Bell also said so.", "Anna Bell"),
        ("On Monday the mayor of Dunmore said so.", "the mayor of Dunmore"),
        ("Anna Bell, the mayor, said so.", "Anna Bell, the mayor"),
        ("Anna Bell and Carl Dow said so.", "Anna Bell and Carl Dow"),
        ("It rained, but she later said so.", "she"),
        ("Dow, who is 42, said so.", "Dow, who is 42"),
    ],
)
def test_left_of(sentence: str, source: str) -> None:
    found = left_of(sentence, 0, sentence.index("said"))
    assert found is not None
    assert sentence[slice(*found)] == source


@pytest.mark.parametrize(
    ("behind", "source"),
    [
        (" Anna Bell, the mayor, on Monday.", "Anna Bell"),
        (" the mayor in an interview.", "the mayor"),
        (" a spokeswoman, Anna Bell.", "a spokeswoman, Anna Bell"),
        (" that it rained.", None),
        (" the mine would bring jobs.", None),
    ],
)
def test_right_of(behind: str, source: str | None) -> None:
    found = right_of(behind, 0, len(behind))
    assert (behind[slice(*found)] if found else None) == source


def test_subject_of_a_participle() -> None:
    sentence = "Anna Bell met Carl Dow, saying “we agree”."
    found = subject_of(sentence, 0, sentence.index("saying"))
    assert found is not None
    assert sentence[slice(*found)] == "Anna Bell"
