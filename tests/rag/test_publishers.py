from __future__ import annotations

import re

import pytest

from rag.publishers import called

PAPERS = ["The Brandal Times", "Reuters News Agency", "www.saltmere.co.uk", "The Post", "The Harbor Post", "Sky News"]


def meant(text: str, *more: str) -> list[str]:
    found = called([*PAPERS, *more], text)
    return [one.publisher for one in found if re.search(one.pattern, text, re.IGNORECASE)]


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("what did the Brandal Times say?", "The Brandal Times"),
        ("what did the Times say?", "The Brandal Times"),
        ("what did reuters say?", "Reuters News Agency"),
        ("what did Saltmere say?", "www.saltmere.co.uk"),
        ("what did the Post say?", "The Post"),
        ("what did Sky say?", "Sky News"),
        ("what did the times say?", None),
        ("what did Times say?", None),
        ("what did the News say?", None),
        ("what did the Agency say?", None),
        ("what did the Norrisk Times say?", None),
    ],
)
def test_a_name_that_means_one_publisher(text: str, publisher: str | None) -> None:
    found = meant(text)
    assert found[:1] == ([publisher] if publisher else [])


def test_a_short_name_of_two_means_neither() -> None:
    assert meant("what did the Times say?", "The Norrisk Times") == []
    assert meant("what did the Norrisk Times say?", "The Norrisk Times") == ["The Norrisk Times"]


def test_the_longest_name_comes_first() -> None:
    assert meant("what did the Harbor Post say?")[0] == "The Harbor Post"
