from pathlib import Path

import pytest

from evals.figures import fill, markdown
from rag.errors import PullquoteError

PAGE = """# Figures

<!-- figures: one -->
old
<!-- end of figures -->

Between.

<!-- figures: two -->
<!-- end of figures -->
"""
TABLE = "| what | value |\n| --- | ---: |\n| F1 \\1 | 0.5 |"


def test_a_table_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    for _ in range(2):
        fill(page, "one", TABLE)
    fill(page, "two", "second")
    assert page.read_text() == PAGE.replace("old", f"\n{TABLE}\n").replace("two -->\n", "two -->\n\nsecond\n\n")


def test_a_place_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(PAGE)
    with pytest.raises(PullquoteError, match=r"page\.md has no place for the figures “three”"):
        fill(tmp_path / "page.md", "three", TABLE)


def test_a_table_in_markdown() -> None:
    assert markdown(("what", "value"), [("a|b", "1")]) == "| what | value |\n| --- | ---: |\n| a/b | 1 |"
