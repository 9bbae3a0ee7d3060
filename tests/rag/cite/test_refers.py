from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.cite.refers import name_for

At = Callable[[str], tuple[int, int]]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Solheim told", "Ingrid Solheim"),
        ("the mayor", "Per Aune"),
        ("The former minister", "Lars Holm"),
        ("The Norwegian minister", "Ingrid Solheim"),
        ("union leader", "Kari Moe"),
        ("the new owner", None),
        ("the river", None),
    ],
)
def test_name_for_words(mine: str, at: At, words: str, name: str | None) -> None:
    found = name_for(mine, *at(words))
    assert (found.name if found else None) == name


def test_pronoun_goes_back_to_the_subject(mine: str, at: At) -> None:
    start, _ = at("He added")
    found = name_for(mine, start, start + 2)
    assert found is not None
    assert found.name == "Per Aune"


def test_pronoun_agrees_with_the_given_name() -> None:
    text = "John Dunn met Mary Cole on Monday. She left early."
    found = name_for(text, text.index("She"), text.index("She") + 3)
    assert found is not None
    assert found.name == "Mary Cole"


def test_role_phrase_does_not_fit_a_former_holder() -> None:
    text = "US President Anna Bell met former president Carl Dow."
    current = name_for(text + " The president left.", len(text) + 1, len(text) + 14)
    assert current is not None
    assert current.name == "Anna Bell"


def test_possessor_is_not_the_one_meant() -> None:
    text = "Anna Bell’s adviser Carl Dow spoke."
    found = name_for(text, 0, text.index(" spoke"))
    assert found is not None
    assert found.name == "Carl Dow"


def test_heading_before_the_introduction() -> None:
    text = "White House adviser urges calm\n\n“Be calm,” Mike Cole, the White House security adviser, said."
    found = name_for(text, 0, len("White House adviser"))
    assert found is not None
    assert found.name == "Mike Cole"
