from __future__ import annotations

import pytest

from rag.cite.swap import swapped
from rag.words import content_stems

NAMES = frozenset(content_stems("Bell Dow Halcyon Prosperity Norvane Maleva board"))


@pytest.mark.parametrize(
    ("statement", "sentence", "verb"),
    [
        ("Bell beat Dow.", "Dow beat Bell.", "beat"),
        ("Bell beat Dow.", "Bell beat Dow by 14 votes.", None),
        ("Bell beat Dow.", "Dow was beaten by Bell.", None),
        ("Bell was criticized by Dow.", "Bell criticized Dow.", "criticized"),
        ("Maleva funded the study.", "The study was funded by Norvane.", "funded"),
        ("Norvane funded the study.", "The study was funded by Norvane.", None),
        ("The Prosperity replaces the Halcyon.", "It replaces the ferry Prosperity.", "replaces"),
        ("Bell offered the board a house.", "Dow said that the board had offered Bell a house.", "offered"),
        ("Police blocked the rail spur.", "A group of strikers blocked the rail spur, police said.", "blocked"),
        ("Bell funded the Halcyon.", "The Halcyon is a ferry ordered for Maleva by Dow and funded by Bell.", None),
        ("Dow funded the ferry.", "It is a ferry ordered for Maleva and funded by Bell.", "funded"),
        ("Bell lost to Dow.", "Bell lost by 5 points to Dow.", None),
        ("The effect on Bell was small.", "Dow had an effect on Bell.", None),
    ],
)
def test_swapped(statement: str, sentence: str, verb: str | None) -> None:
    assert swapped(statement, sentence, NAMES) == verb
