from __future__ import annotations

from rag.cite.align import window
from rag.cite.case import Case, unquoted
from rag.types import Article


def test_surnames_become_full_names_outside_quotes(article: Article) -> None:
    case = Case("Moe said that Per Aune and “Solheim” met Solheim.", article, window("Moe", article.text))
    assert case.named == "Kari Moe said that Per Aune and “Solheim” met Ingrid Solheim."


def test_around_stays_within_the_paragraph(article: Article) -> None:
    statement = "The mine would bring 140 jobs."
    case = Case(statement, article, window(statement, article.text))
    assert "He added" in case.near
    assert "Nobody asked us" not in case.near


def test_unquoted() -> None:
    assert unquoted("She said “go” and “stay”.").split() == ["She", "said", "and", "."]
