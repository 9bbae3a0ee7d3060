import datetime as dt

import pytest

from rag.periods import period_in

TODAY = dt.date(2025, 3, 13)  # a Thursday


@pytest.mark.parametrize(
    ("text", "since", "until", "words"),
    [
        ("what did they report last week?", "2025-03-03", "2025-03-09", "last week"),
        ("what is new this month?", "2025-03-01", "2025-03-31", "this month"),
        ("what happened last month?", "2025-02-01", "2025-02-28", "last month"),
        ("news of last year", "2024-01-01", "2024-12-31", "of last year"),
        ("what is new since Monday?", "2025-03-10", None, "since Monday"),
        ("since Thursday", "2025-03-13", None, "since Thursday"),
        ("since last Thursday", "2025-03-06", None, "since last Thursday"),
        ("yesterday", "2025-03-12", "2025-03-12", "yesterday"),
        ("in the last 3 days", "2025-03-10", "2025-03-13", "in the last 3 days"),
        ("over the past two", None, None, None),
        ("in the past week", "2025-03-06", "2025-03-13", "in the past week"),
        ("before 2025-03-01", None, "2025-02-28", "before 2025-03-01"),
        ("until 1 March", None, "2025-03-01", "until 1 March"),
        ("on March 5th, 2024", "2024-03-05", "2024-03-05", "on March 5th, 2024"),
        ("in December", "2024-12-01", "2024-12-31", "in December"),
        ("since 20 December", "2024-12-20", None, "since 20 December"),
        ("in 2024", "2024-01-01", "2024-12-31", "in 2024"),
        ("between Monday and Wednesday", "2025-03-10", "2025-03-12", "between Monday and Wednesday"),
        ("from 3 March 2025 to 7 March", "2025-03-03", "2025-03-07", "from 3 March 2025 to 7 March"),
        ("on 31 February", None, None, None),
        ("on 2025-13-01", None, None, None),
        ("yesterday's vote", None, None, None),
        ("may he win?", None, None, None),
    ],
)
def test_days_in_words(text: str, since: str | None, until: str | None, words: str | None) -> None:
    found = period_in(text, TODAY)
    if words is None:
        assert found is None
        return
    assert (found.since and str(found.since), found.until and str(found.until)) == (since, until)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(("text", "near"), [("since Monday", True), ("last week", True), ("on 3 March", False)])
def test_days_that_are_counted_from_today(text: str, near: bool) -> None:
    assert period_in(text, TODAY).near is near
