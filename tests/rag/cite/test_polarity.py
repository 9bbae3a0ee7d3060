from __future__ import annotations

import pytest

from rag.cite.polarity import negation_flip, opposite


@pytest.mark.parametrize(
    ("statement", "sentence", "flips"),
    [
        ("The price was set.", "The price was not set.", True),
        ("The price was not set.", "The price was set.", True),
        ("The price was not set.", "No price has been set.", False),
        ("Several people were arrested.", "Nobody was arrested.", True),
        ("He denies the charge.", "He does not deny the charge.", True),
        ("He does not deny the charge.", "He does not deny the charge.", False),
        ("She commented on it.", "She declined to comment on it.", True),
        ("She agreed to be interviewed.", "She declined to be interviewed.", True),
        ("The cause is known.", "The cause is unknown.", True),
        ("He did not rule out a pact.", "He ruled out a pact.", True),
        ("The source said which countries they were.", "The source did not identify which countries they were.", True),
        ("The vote was lost.", "The vote was lost, and no one was surprised by it.", False),
    ],
)
def test_negation_flip(statement: str, sentence: str, flips: bool) -> None:
    assert (negation_flip(statement, sentence) is not None) is flips


def test_who_did_not_identify_did_not_name() -> None:
    assert negation_flip("The source named the ships.", "Ships were seen.", "The source did not identify which ships.")
    assert not negation_flip("Two of the staff talked.", "Two of the staff, who asked not to be named, talked.")


def test_negation_in_a_second_sentence() -> None:
    assert negation_flip("Two people were arrested at the spur.", "Strikers blocked the spur.", "Nobody was arrested.")


@pytest.mark.parametrize(
    ("statement", "sentence", "words"),
    [
        ("The mayor voted for it.", "The mayor voted against it.", ("votedfor", "votedagainst")),
        ("Revenue was more than expected.", "Revenue fell short of what was expected.", ("more", "short")),
        ("He admits it.", "He denies it.", ("admits", "denies")),
        ("He denies it.", "He denies it.", None),
        ("It opened and closed.", "It closed.", None),
    ],
)
def test_opposite(statement: str, sentence: str, words: tuple[str, str] | None) -> None:
    assert opposite(statement, sentence) == words
