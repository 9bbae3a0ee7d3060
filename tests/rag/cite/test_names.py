from __future__ import annotations

import pytest

from rag.cite.names import distance, missing_names, names_in


def test_names_without_sentence_openers_and_calendar(mine: str) -> None:
    names = [
        name.text
        for name in names_in("However, Solheim met union leaders in Oslo on Tuesday. They left for the US in May.")
    ]
    assert names == ["Solheim", "Oslo", "US"]


def test_places_of_names(mine: str) -> None:
    assert all(mine[name.start : name.end] == name.text for name in names_in(mine))


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What did Solheim say in Oslo?", []),
        ("What did Macron say?", ["Macron"]),
        ("What did Solhiem say?", []),
        ("What did Ingrid Aune say?", ["Ingrid Aune"]),
        ("What did Minister Ingrid Solheim say?", []),
        ("what did solheim say", []),
        ("what did germany say", ["germany"]),
        ("Did Kari Moe meet Elon Musk?", ["Elon Musk"]),
        ("Is the Norwegian minister there?", []),
        ("Is Norway named?", []),
        ("Is Sweden named?", ["Sweden"]),
    ],
)
def test_missing_names(mine: str, question: str, missing: list[str]) -> None:
    assert missing_names(question, mine) == missing


@pytest.mark.parametrize(
    ("statement", "text", "missing"),
    [
        ("The United States left.", "The US left.", []),
        ("America left.", "American officials left.", []),
        ("Ukraine left.", "Kyiv said so.", ["Ukraine"]),
        ("Russia left.", "Russian troops left.", []),
        ("Vladimir Putin left.", "Putin left.", []),
        ("Anna Bell left.", "Carl Bell left.", ["Anna Bell"]),
        ("He studied at UTA.", "He studied at the University of Texas at Austin.", []),
        ("The Ship Safety Act was broken.", "It broke the ship safety act.", []),
    ],
)
def test_same_name_in_other_words(statement: str, text: str, missing: list[str]) -> None:
    assert missing_names(statement, text) == missing


@pytest.mark.parametrize(
    ("one", "other", "edits"), [("", "ab", 2), ("waltz", "walz", 1), ("teh", "the", 1), ("a", "a", 0)]
)
def test_distance(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == distance(other, one) == edits


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ingrid Solheim visited Elon Musk.", ["Ingrid Solheim", "Elon Musk"]),
        ("Ingrid Solheim visited Elon Musk", ["Ingrid Solheim", "Elon Musk"]),
        ("Did Ingrid Solheim visit Elon Musk?", ["Ingrid Solheim", "Elon Musk"]),
        ("Council Closes Old Bridge Over Brandal", []),
        ("Mayor Visits Brandal Bridge With Union Leader", []),
    ],
)
def test_a_short_sentence_with_many_names_is_no_headline(text: str, names: list[str]) -> None:
    assert [name.text for name in names_in(text)] == names
