import datetime as dt

import pytest

from ingest.dates import read_date


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
