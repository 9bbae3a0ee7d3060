"""The page about threats names tests that there are."""

from __future__ import annotations

import re

from pages import ROOT


def test_every_test_that_is_named_exists() -> None:
    page = (ROOT / "docs" / "explanation" / "threats.md").read_text()
    named = re.findall(r"`([\w/]*test_\w+\.py)`", page)
    assert len(named) > 20
    assert [path for path in named if not (ROOT / "tests" / path).is_file()] == []
