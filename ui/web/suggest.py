"""Questions to click, made from an article or an answer, each asked once before it is offered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from ingest import extract, sample
from rag.errors import NotInLibrary
from rag.settings import READER
from rag.types import Answer, Article, Question, Scope

if TYPE_CHECKING:
    from rag import Pullquote

MOST = 3
"""Questions offered for one article."""

MOST_NEXT = 2
"""Questions offered after an answer."""
_MOST_TRIED = 4

_SAMPLE = (
    "who urged Kyiv to tone down?",
    "how many countries sponsor the resolution?",
    "where did US and Russian officials meet?",
)
_SURE_ENOUGH = 0.5
_AROUND = 400  # characters before and behind the cited words
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}"
_SPEAKER = re.compile(rf"({_NAME})(?:, [^,.“”]{{3,60}},)? (?:said|says|told|added|warned|argued)\b|\bsaid ({_NAME})")


def questions(pullquote: Pullquote, article: Article) -> list[str]:
    """Offer up to three questions that the article answers.

    Candidates ask about those who speak and who is named most in the article, and what it is about; the ones that
    are refused, or answered without confidence, are not offered.
    """
    if article.text == _sample_text():
        return list(_SAMPLE)
    return _answered(pullquote, _candidates(article.text), article, MOST)


def follow_ups(pullquote: Pullquote, answers: Sequence[Answer]) -> list[str]:
    """Offer up to two questions that lead on from the last answer of a conversation.

    They ask about those who speak and are named around the words that it cites, in the same article, and were not
    asked before.

    Args:
        pullquote: answers.
        answers: the conversation so far.
    """
    if not answers or not answers[-1].citations:
        return []
    span = answers[-1].citations[0].span
    try:
        article = pullquote.library.article(span.article)
    except NotInLibrary:
        return []
    said = {_plain(answer.question) for answer in answers} | {_plain(answers[-1].text)}
    around = article.text[max(0, span.start - _AROUND) : span.end + _AROUND]
    candidates = dict.fromkeys([*_candidates(around), *_candidates(article.text)])
    fresh = (question for question in candidates if _plain(question) not in said)
    return _answered(pullquote, islice(fresh, _MOST_TRIED), article, MOST_NEXT)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _answered(pullquote: Pullquote, candidates: Iterable[str], article: Article, most: int) -> list[str]:
    return list(islice((each for each in candidates if _is_answered(pullquote, each, article)), most))


def _candidates(text: str) -> Iterator[str]:
    speakers = dict.fromkeys(found[1] or found[2] for found in _SPEAKER.finditer(text))
    named = Counter(re.findall(_NAME, text))
    for speaker in list(speakers)[:2]:
        yield f"What did {speaker} say?"
    others = [name for name, _ in named.most_common() if name not in speakers]
    for name in others[:2]:
        yield f"Who is {name}?"
    yield "What is this about?"


def _is_answered(pullquote: Pullquote, question: str, article: Article) -> bool:
    answer = pullquote.ask(Question(question, scope=Scope(articles=(article.id,))), READER)
    return not answer.refused and answer.confidence >= _SURE_ENOUGH


@cache
def _sample_text() -> str:
    return extract(sample.path()).text
