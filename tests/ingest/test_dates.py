import datetime as dt

import pytest

from ingest.dates import read_date, read_moment, updated


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-02-20", dt.date(2025, 2, 20)),
        ("Published 2025-02-20T23:30:00-05:00", dt.date(2025, 2, 20)),
        ("February 20, 2025", dt.date(2025, 2, 20)),
        ("Thu, Feb. 20th, 2025 at 10:30 am", dt.date(2025, 2, 20)),
        ("20 Sept 2025", dt.date(2025, 9, 20)),
        ("Thursday 20 February 2025", dt.date(2025, 2, 20)),
        ("February 30, 2025", None),
        ("02/03/2025", None),
        ("last Thursday", None),
    ],
)
def test_dates_as_news_pages_print_them(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Thu, 20 Feb 2025 10:30:00 +0100", "2025-02-20 10:30:00+01:00"),
        ("20 Feb 2025 10:30 GMT", "2025-02-20 10:30:00+00:00"),
        ("Thu, 40 Feb 2025 10:30:00 +0100", "None"),
        ("1740043800", "2025-02-20 09:30:00+00:00"),
    ],
)
def test_moments_as_machines_write_them(text, moment):
    assert str(read_moment(text)) == moment


def test_the_day_of_an_update_that_is_printed():
    assert updated(["Published: 4 March 2025, 7:15 | Updated: 5 March 2025, 11:00"]) == dt.date(2025, 3, 5)
    assert updated(["By Ann Lee", "Last updated on March 5, 2025"]) == dt.date(2025, 3, 5)
    assert updated(["March 5, 2025", "Updated an hour ago"]) is None
