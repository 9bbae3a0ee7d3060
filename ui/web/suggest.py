"""Questions to click, made from an article, each asked once before it is offered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from ingest import extract, sample
from rag.types import Article, Question, Scope

if TYPE_CHECKING:
    from rag import Pullquote

MOST = 3
"""Questions offered for one article."""

_SAMPLE = (
    "who urged Kyiv to tone down?",
    "how many countries sponsor the resolution?",
    "where did US and Russian officials meet?",
)
_SURE_ENOUGH = 0.5
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}"
_SPEAKER = re.compile(rf"({_NAME})(?:, [^,.“”]{{3,60}},)? (?:said|says|told|added|warned|argued)\b|\bsaid ({_NAME})")


def questions(pullquote: Pullquote, article: Article) -> list[str]:
    """Offer up to three questions that the article answers.

    Candidates ask about those who speak and who is named most in the article, and what it is about; the ones that
    are refused, or answered without confidence, are not offered.
    """
    if article.text == _sample_text():
        return list(_SAMPLE)
    answered = (question for question in _candidates(article) if _is_answered(pullquote, question, article))
    return [question for question, _ in zip(answered, range(MOST), strict=False)]


def _candidates(article: Article) -> Iterator[str]:
    speakers = dict.fromkeys(found[1] or found[2] for found in _SPEAKER.finditer(article.text))
    named = Counter(re.findall(_NAME, article.text))
    for speaker in list(speakers)[:2]:
        yield f"What did {speaker} say?"
    others = [name for name, _ in named.most_common() if name not in speakers]
    for name in others[:2]:
        yield f"Who is {name}?"
    yield "What is this about?"


def _is_answered(pullquote: Pullquote, question: str, article: Article) -> bool:
    answer = pullquote.ask(Question(question, scope=Scope(articles=(article.id,))))
    return not answer.refused and answer.confidence >= _SURE_ENOUGH


@cache
def _sample_text() -> str:
    return extract(sample.path()).text
