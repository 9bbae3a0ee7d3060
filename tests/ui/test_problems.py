from __future__ import annotations

import pytest

import ingest.fetch  # noqa: F401 - whoever raises errors may have kinds of its own
from rag import errors
from rag.errors import PullquoteError
from ui.problems import describe, to_error

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, PullquoteError)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_comes_back_as_it_was_raised(kind: type[PullquoteError]) -> None:
    again = to_error(describe(kind("The page is gone.")))
    assert (type(again), str(again)) == (kind, "The page is gone.")


def test_no_kind_of_error_is_known_to_one_stage_only() -> None:
    def below(kind: type[PullquoteError]) -> list[type[PullquoteError]]:
        return [kind, *(further for sub in kind.__subclasses__() for further in below(sub))]

    assert {kind for kind in below(PullquoteError) if kind.__module__.split(".")[0] != "tests"} == set(KINDS)
