from __future__ import annotations

import pytest

from rag.cite.groups import is_group, may_be_surname


@pytest.mark.parametrize(
    ("name", "group"),
    [("Fox News", True), ("Supreme Court", True), ("Russian President", True), ("Port Almery", True), ("NATO", True),
     ("Anna Bell", False), ("Bill Clinton", False), ("Georgia Lopez", False)],
)  # fmt: skip
def test_is_group(name: str, group: bool) -> None:
    assert is_group(name) is group


def test_may_be_surname() -> None:
    assert may_be_surname("Putin said", 0, "Putin")
    assert not may_be_surname("Reuters said", 0, "Reuters")
    assert not may_be_surname("the Post said", 4, "Post")
