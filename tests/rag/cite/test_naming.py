"""Who called whom what, in the active and the passive voice."""

import pytest

from rag.cite.naming import Naming, namings


@pytest.mark.parametrize(
    "text",
    [
        "Ingrid Solheim called Per Aune a coward.",
        "Ingrid Solheim has described Per Aune as a coward.",
        "On Monday the two met, with Ingrid Solheim calling Per Aune a coward and leaving.",
        "Per Aune was called a coward by Ingrid Solheim on Monday.",
        "The talks failed after Per Aune spoke, and Ingrid Solheim branded Per Aune a coward over it.",
    ],
)
def test_caller_called_and_label(text: str) -> None:
    assert namings(text) == [Naming("Ingrid Solheim", "Per Aune", frozenset(["coward"]))]


@pytest.mark.parametrize("text", ["She called a meeting.", "Per Aune called the police.", "They called him a liar."])
def test_other_calls_and_unnamed_people_are_none(text: str) -> None:
    assert namings(text) == []


def test_a_role_phrase_is_kept_whole() -> None:
    assert namings("Ingrid Solheim called the mine owner a coward.") == [
        Naming("Ingrid Solheim", "the mine owner", frozenset(["coward"]))
    ]
