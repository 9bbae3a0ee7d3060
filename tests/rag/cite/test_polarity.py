from __future__ import annotations

import pytest

from rag.cite.polarity import certainty_flip, doubt_added, negation_flip, opposite


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


@pytest.mark.parametrize(
    ("statement", "sentence", "word"),
    [
        ("Police have proved that it was arson.", "Police suspect that it was arson.", "suspect"),
        ("The walls have come down.", "The walls will probably have to come down.", "will"),
        ("Fruit has begun to spoil.", "The League estimates that fruit will begin to spoil.", "will"),
        ("The keeper will be fit.", "Whether the keeper will be fit is not known.", "whether"),
        ("The mechanics decided to strike.", "The mechanics will decide whether to strike.", "whether"),
        ("The keeper may be fit.", "Whether the keeper will be fit is not known.", "whether"),
        ("It opens in May.", "It opens in May.", None),
        ("The mine will reopen.", "The mine will reopen.", None),
        ("The mine is expected to reopen.", "The mine will reopen.", None),
        ("It closed in May 2018.", "In May 2018 it closed.", None),
    ],
)
def test_certainty_flip(statement: str, sentence: str, word: str | None) -> None:
    assert certainty_flip(statement, sentence) == word


def test_doubt_added() -> None:
    assert doubt_added("Owls may nest here.", "Owls nest here.") == "may"
    assert doubt_added("Owls may nest here.", "Owls could nest here.") is None
    assert doubt_added("Owls nest here.", "Owls nest here.") is None
