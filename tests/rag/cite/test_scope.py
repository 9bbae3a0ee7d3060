from __future__ import annotations

import pytest

from rag.cite.scope import base_stem, is_negator, reaches_of, stems, words_of


@pytest.mark.parametrize(
    ("sentence", "targets"),
    [
        ("The price was not set yet.", [("set",)]),
        ("None of the four injured people is in danger.", [("four", "injur", "peopl", "dang")]),
        ("It is unclear.", [("clear",)]),
        ("He won't go.", [("go",)]),
        ("It was set.", []),
    ],
)
def test_reach_of_negators(sentence: str, targets: list[tuple[str, ...]]) -> None:
    assert [reach.targets for reach in reaches_of(sentence, is_negator)] == targets


def test_votes_and_weeks_are_one_word() -> None:
    assert "votedagainst" in words_of("She voted against it.")
    assert "lastweek" in words_of("It was last week.")


def test_forms_of_a_verb_meet() -> None:
    assert base_stem("began") == base_stem("begin")
    assert base_stem("identified") == base_stem("said")
    assert stems("The ship was unknown") == {"ship", "known"}
