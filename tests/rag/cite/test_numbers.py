from __future__ import annotations

import pytest

from rag.cite.numbers import follows, numbers_in, numbers_read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("over 50 nations", [(50, ">", "")]),
        ("50+ nations", [(50, ">", "")]),
        ("three sources", [(3, "=", "")]),
        ("tens of billions of dollars", [(1e10, "x", "")]),
        ("11.6 percent", [(11.6, "=", "%")]),
        ("11.6%", [(11.6, "=", "%")]),
        ("two percentage points", [(2, "=", "points")]),
        ("a hundred and twenty", [(120, "=", "")]),
        ("two-thirds of it", [(2 / 3, "=", "part")]),
        ("the third fire", [(3, "=", "ordinal")]),
        ("at 11:20 p.m.", [(1400, "=", "clock")]),
        ("at 4 a.m.", [(240, "=", "clock")]),
        ("a 3-2 win", [(3002, "=", "score")]),
        ("$46m", [(46e6, "=", "")]),
        ("about 1,400 tonnes", [(1400, "~", "")]),
        ("twenty-four weeks", [(24, "=", "")]),
        ("one of them, in 2013, on May 3", []),
    ],
)
def test_numbers_in(text: str, found: list[tuple[float, str, str]]) -> None:
    numbers = numbers_in(text)
    assert [(pytest.approx(n.value), n.bound, n.unit) for n in numbers] == found
    assert all(text[n.start : n.end] == n.text for n in numbers)


@pytest.mark.parametrize(
    ("said", "there", "right"),
    [
        ("50+ nations", "over 50 nations", True),
        ("more than 50", "over 50", True),
        ("more than 70", "over 50", False),
        ("over 40", "52", True),
        ("under 60", "52", True),
        ("over 50", "under 50", False),
        ("three", "3", True),
        ("3 percent", "3", False),
        ("about 1,400", "1,385", True),
        ("1,400", "1,385", False),
        ("half", "50 percent", True),
        ("tens of billions", "20 billion", True),
        ("2.3 million", "2,300,000", True),
        ("12th", "12", False),
        ("3 percentage points", "3 percent", False),
        ("$2.4m", "2,400,000 dollars", True),
        ("2.4 million euros", "$2.4 million", False),
        ("2.4 million", "$2.4 million", True),
        ("€300,000", "300,000 euros", True),
    ],
)
def test_follows(said: str, there: str, right: bool) -> None:
    assert follows(numbers_in(said)[0], numbers_in(there)) is right


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He took bets for more than $ 10, 000.", {10, 0, 10_000}),
        ("It flew at 2. 4 miles a second.", {2, 4, 2.4}),
        ("In 2019, 120 left.", {120}),
        ("It cost 12,000 euros.", {12_000}),
        ("Rooms 10, 20 and 30.", {10, 20, 30}),
    ],
)
def test_a_number_that_a_space_splits_is_read_whole_too(text: str, values: set[float]) -> None:
    assert {number.value for number in numbers_read(text)} == values
