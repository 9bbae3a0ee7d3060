from __future__ import annotations

import pytest

from rag.cite.certainty import certainty_flip, doubt_added, foretold, only_wanted


@pytest.mark.parametrize(
    ("statement", "sentence", "word"),
    [
        ("Police have proved that it was arson.", "Police suspect that it was arson.", "suspect"),
        ("The walls have come down.", "The walls will probably have to come down.", "will"),
        ("Fruit has begun to spoil.", "The League estimates that fruit will begin to spoil.", "will"),
        ("The keeper will be fit.", "Whether the keeper will be fit is not known.", "whether"),
        ("The mechanics decided to strike.", "The mechanics will decide whether to strike.", "whether"),
        ("The keeper may be fit.", "Whether the keeper will be fit is not known.", "whether"),
        ("The bypass will open in 2027.", "The bypass may open in 2027.", "may"),
        ("The bypass will open and may fail.", "The bypass will open and may fail.", None),
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
    assert doubt_added("The tunnel may not reopen.", "The tunnel will not reopen.") == "may"
    assert doubt_added("The tunnel may reopen.", "The tunnel will probably reopen.") is None


@pytest.mark.parametrize(
    ("statement", "sentence", "word"),
    [
        ("Norland will co-sponsor it.", "In previous years Norland has always co-sponsored such motions.", "will"),
        ("The council shall approve it.", "The council approved it.", "shall"),
        ("Norland will co-sponsor it.", "Norland co-sponsored it before, and will co-sponsor it again.", None),
        ("Norland has co-sponsored it.", "Norland has co-sponsored it.", None),
        ("The club will play at home.", "The club is set to play where it played last year.", None),
    ],
)
def test_what_was_done_is_not_to_come(statement: str, sentence: str, word: str | None) -> None:
    assert foretold(statement, sentence) == word


@pytest.mark.parametrize(
    ("statement", "sentence", "verb"),
    [
        ("Norland signed the deal.", "The mayor urged Norland to sign the deal.", "to sign"),
        ("Norland signed the deal.", "The mayor urged Norland to stop its protests and sign the deal.", "to sign"),
        ("Norland signed the deal.", "Norland signed the deal that it was urged to sign.", None),
        ("Norland finished the bridge.", "Norland managed to finish the bridge.", None),
        ("Norland was urged to sign.", "The mayor urged Norland to sign.", None),
    ],
)
def test_what_somebody_wants_is_not_done(statement: str, sentence: str, verb: str | None) -> None:
    assert only_wanted(statement, sentence) == verb
