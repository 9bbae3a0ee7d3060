from __future__ import annotations

import datetime as dt

import pytest

from rag.cite.days import day_follows, days_in

THURSDAY = dt.date(2025, 2, 20)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on Thursday (Feb 20)", [(None, 2, 20, 3)]),
        ("on August 30, 1933", [(1933, 8, 30, None)]),
        ("on 3 March 2024", [(2024, 3, 3, None)]),
        ("in May 2023", [(2023, 5, None, None)]),
        ("in 2013", [(2013, None, None, None)]),
        ("on 2025-02-20", [(2025, 2, 20, None)]),
        ("yesterday", [(2025, 2, 19, 2)]),
        ("on Tuesday", [(2025, 2, 18, 1)]),
        ("she may go", []),
        ("2000 people", []),
    ],
)
def test_days_in(text: str, found: list[tuple[int | None, ...]]) -> None:
    assert [(d.year, d.month, d.day, d.weekday) for d in days_in(text, THURSDAY)] == found


@pytest.mark.parametrize(
    ("said", "there", "right"),
    [
        ("on February 20", "on Thursday", True),
        ("on Thursday, February 20", "on Thursday (Feb 20)", True),
        ("on February 18", "on Monday", False),
        ("on Friday", "on Monday", False),
        ("in 1969", "built in 1969", True),
        ("in 1996", "built in 1969", False),
        ("in February 1978", "after the flood of February 1953, and in 1978", False),
        ("on May 3", "in May", False),
        ("on 20 February 2025", "nothing dated", True),
    ],
)
def test_day_follows(said: str, there: str, right: bool) -> None:
    assert day_follows(days_in(said, THURSDAY)[0], days_in(there, THURSDAY), THURSDAY) is right


def test_without_publishing_day_a_weekday_stays_a_weekday() -> None:
    assert [(d.day, d.weekday) for d in days_in("on Thursday")] == [(None, 3)]
    assert day_follows(days_in("today")[0], days_in("It was shut today."))


def test_a_date_does_not_follow_from_a_weekday() -> None:
    (full,), there = days_in("on Friday, August 22, 2022", None), days_in("It ended on Friday.", None)
    assert not day_follows(full, there)
    assert day_follows(there[0], [full])
