from __future__ import annotations

import pytest

from rag.cite.places import country, seat


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("US", "United States"),
        ("the United States", "United States"),
        ("Russians", "Russia"),
        ("Britain’s", "United Kingdom"),
        ("Great Britain", "United Kingdom"),
        ("South Korean", "South Korea"),
        ("Kyiv", None),
        ("Oslo", None),
        ("Narnia", None),
    ],
)
def test_country(name: str, found: str | None) -> None:
    assert country(name) == found


def test_seat_of_a_government() -> None:
    assert (seat("Kyiv"), seat("Ukraine"), seat("Narnia")) == ("Ukraine", "Ukraine", None)
