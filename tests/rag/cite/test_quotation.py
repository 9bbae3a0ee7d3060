from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.cite.quotation import quotations


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("He said “no” and “yes”.", ["no", "yes"]),
        ('He said "no" and "yes".', ["no", "yes"]),
        ("He said ‘no’ to the nations’ leaders.", ["no"]),
        ("The nations' leaders didn't say 'no way' to it.", ["no way"]),
        ("He said «non» and „nein“.", ["non", "nein"]),
        ("He said ''no'' twice.", ["no"]),
        ("“She told me ‘no’ twice,” he said.", ["She told me ‘no’ twice,"]),
        ("‘It's the firm’s own fault’, she said.", ["It's the firm’s own fault"]),
        ('A 6\'2" man and 5" nail.', []),
        ("No marks at all.", []),
    ],
)
def test_inner_words(text: str, inner: list[str]) -> None:
    assert [text[slice(*q.inner)] for q in quotations(text)] == inner


def test_unclosed_quotation_ends_with_its_paragraph() -> None:
    found = quotations("“One\n\n“Two”")
    assert [(q.closed, q.start, q.end) for q in found] == [(False, 0, 4), (True, 6, 11)]


@given(st.text(alphabet="ab “”\"'‘’\n.«»", max_size=60))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    found = quotations(text)
    assert all(q.start < q.end <= len(text) for q in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
