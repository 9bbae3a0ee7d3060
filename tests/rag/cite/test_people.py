from __future__ import annotations

import pytest

from rag.cite.people import people


def test_finds_everybody_with_full_name_in_order(mine: str) -> None:
    assert [p.name for p in people(mine)] == ["Ingrid Solheim", "Per Aune", "Kari Moe", "Lars Holm"]


def test_takes_roles_from_before_and_behind_the_name(mine: str) -> None:
    roles = {p.name: [r.text for r in p.roles] for p in people(mine)}
    assert roles["Ingrid Solheim"] == ["Energy Minister"]
    assert roles["Per Aune"] == ["the mayor of Brandal"]
    assert roles["Kari Moe"] == ["union leader"]
    assert roles["Lars Holm"] == ["former minister"] or roles["Lars Holm"] == ["The former minister"]


def test_role_spans_are_where_the_words_stand(mine: str) -> None:
    for person in people(mine):
        for role in person.roles:
            assert mine[role.start : role.end] == role.text


def test_counts_the_surname_as_a_mention(mine: str) -> None:
    solheim = people(mine)[0]
    assert [mine[start:end] for start, end in solheim.mentions] == ["Ingrid Solheim", "Solheim"]


@pytest.mark.parametrize(
    "text",
    [
        "Fox News said the White House would answer.",
        "Reuters reported it on Thursday.",
        "The Supreme Court and Goldman Sachs Group were named.",
        "New York City was quiet.",
    ],
)
def test_groups_and_places_are_nobody(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Mary Dunn, a nurse, said so.", "she"),
        ("John Dunn, a nurse, said so.", "he"),
        ("Mr. Dunn said so.", "he"),
        ("Kim Dunn, a nurse, said so.", None),
    ],
)
def test_pronoun(text: str, pronoun: str | None) -> None:
    assert [p.pronoun for p in people(text)] == [pronoun]


def test_same_surname_stays_two_people() -> None:
    found = people("Hillary Clinton spoke first. Bill Clinton followed. Mrs. Clinton left.")
    assert {p.name for p in found} >= {"Hillary Clinton", "Bill Clinton"}
