from __future__ import annotations

import pytest

from rag.cite.shapes import Sentence, shapes


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The road is shut, Anna Bell said.", "Anna Bell", ["The road is shut"]),
        ("The road is shut, said Anna Bell.", "Anna Bell", ["The road is shut"]),
        ("Anna Bell said that the road is shut.", "Anna Bell", ["the road is shut"]),
        ("According to Anna Bell, the road is shut.", "Anna Bell", ["the road is shut."]),
        ("“Xxxx xxx,” Anna Bell said, “xxxxx.”", "Anna Bell", ["“Xxxx xxx,”", "“xxxxx.”"]),
        ("“Xxxx xxx,” she riffed.", "she", ["“Xxxx xxx,”"]),
    ],
)
def test_shapes(text: str, source: str, content: list[str]) -> None:
    found = shapes(Sentence(text, 0, len(text)), quoted="“" in text)
    assert len(found) == 1
    assert text[slice(*found[0].source)] == source
    assert [text[slice(*part)] for part in found[0].content] == content


def test_no_shape_without_speech() -> None:
    text = "The road to the mine is shut."
    assert shapes(Sentence(text, 0, len(text)), quoted=False) == []
