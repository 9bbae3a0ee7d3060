import datetime as dt

import pytest

from rag.dates import long_day, with_dates

THURSDAY = dt.date(2025, 2, 20)


def test_long_day() -> None:
    assert long_day(THURSDAY) == "20 February 2025"


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("on Thursday", "on Thursday (20 February 2025)"),
        ("Wednesday night", "Wednesday (19 February 2025) night"),
        ("Friday", "Friday (14 February 2025)"),
        ("yesterday", "yesterday (19 February 2025)"),
        ("The vote will be on Friday", "The vote will be on Friday"),
        ("Thursday (Feb 20)", "Thursday (Feb 20)"),
        ("Thursday, Feb. 20", "Thursday, Feb. 20"),
        ("last Monday", "last Monday"),
        ("Monday's vote", "Monday's vote"),
        ("in March", "in March"),
    ],
)
def test_relative_days_get_their_date(text: str, dated: str) -> None:
    assert with_dates(text, THURSDAY) == dated


def test_without_a_publishing_day_nothing_is_added() -> None:
    assert with_dates("on Thursday", None) == "on Thursday"
