from __future__ import annotations

import datetime as dt

import pytest

from rag.types import Scope
from ui.web.scope import chips_of, in_words, scope_of


def test_chips_are_read_as_a_scope() -> None:
    chips = [("article", "abc"), ("publisher", "Reuters"), ("since", "2025-02-01"), ("until", "2025-02-28")]
    scope = Scope(("abc",), ("Reuters",), dt.date(2025, 2, 1), dt.date(2025, 2, 28))
    assert scope_of({"kind": kind, "key": key} for kind, key in chips) == scope


@pytest.mark.parametrize("chip", [{}, {"kind": "since", "key": "soon"}, {"kind": "owner", "key": "x"}])
def test_what_is_no_chip_is_left_out(chip: dict[str, str]) -> None:
    assert scope_of([chip]) == Scope()


def test_a_scope_becomes_chips_that_tell_what_a_question_said(article, library) -> None:
    day = dt.date(2025, 2, 1)
    scope = Scope((article.id,), ("Reuters",), day, day)
    chips = chips_of(scope, Scope(publishers=("Reuters",), until=day), library)
    assert scope_of(chips) == scope
    assert [(chip["label"], chip["said"]) for chip in chips] == [
        (f"Only: {article.title}", True),
        ("Reuters", False),
        ("From 1 February 2025", True),
        ("Until 1 February 2025", False),
    ]


def test_a_scope_is_said_in_words(library, article) -> None:
    day = dt.date(2025, 2, 20)
    assert in_words(Scope(), library) == ""
    assert in_words(Scope((article.id, "gone", "c")), library) == f"“{article.title}”, a deleted article, 1 more"
    assert in_words(Scope((), ("Reuters",), day, None), library) == "Reuters, from 20 February 2025"
    assert in_words(Scope((), (), day, day), library) == "20 February 2025"
