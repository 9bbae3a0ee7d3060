"""Feedback as eval cases: what people said of answers, as pairs that :func:`evals.suite.load_suite` reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evals.suite import OTHER, Pair
from rag.errors import NotInLibrary
from rag.feedback import Fault, Feedback
from rag.library import Library
from rag.types import Scope, Span, Verdict


def pairs(feedback: Iterable[Feedback], library: Library) -> Iterator[Pair | None]:
    """Make a pair of each; None where nobody said what would be right, or its articles were deleted.

    Args:
        feedback: what people said.
        library: the library that answered.
    """
    return (_pair(one, library) for one in feedback)


def _pair(one: Feedback, library: Library) -> Pair | None:
    answers = _answers(one)
    articles = _articles(one.answer.scope, library)
    if answers is None or articles is None:
        return None
    gold = tuple(_gold(one, library)) if answers else ()
    return Pair(f"feedback-{one.id}", articles, one.answer.question, OTHER, answers, gold, one.history)


def _answers(one: Feedback) -> tuple[str, ...] | None:
    """The right answers; none when it is right to refuse, None when they are not known."""
    if one.fault is Fault.SHOULD_REFUSE:
        return ()
    if one.fault in (Fault.WRONG_ANSWER, Fault.MISSING):
        return (one.said,) if one.said else None
    return () if one.answer.refused else (one.answer.text,)


def _articles(scope: Scope, library: Library) -> tuple[str, ...] | None:
    """The ids of the articles that were asked; none for the whole library, None when one of them is gone."""
    if scope == Scope():
        return ()
    found = {article.id for article in library.articles(scope)}
    if not found or found < set(scope.articles):
        return None
    return tuple(sorted(found))


def _gold(one: Feedback, library: Library) -> list[str]:
    """The words that prove the right answer, where the latest version of an article still has them."""
    if one.fault is Fault.WRONG_CITATION:
        stored = library.articles(one.answer.scope) if one.said else []
        return [one.said] if any(one.said in article.text for article in stored) else []
    if one.fault:
        return []
    proofs = (s for s in one.answer.statements if s.verdict is Verdict.SUPPORTED)
    return [words for s in proofs for c in s.citations if (words := _still_there(c.span, library))]


def _still_there(span: Span, library: Library) -> str:
    try:
        words = library.words(span)
        return words if words in library.article(span.article).text else ""
    except NotInLibrary:
        return ""
