"""Questions to click, made from an article or an answer, each asked once before it is offered."""

from __future__ import annotations

import re
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
_OF_ANY = ("What is this about?", "Who wrote this?", "When was this published?")
"""What can be asked of any article, for one that offers no more."""
_SURE_ENOUGH = 0.5
_AROUND = 400  # characters before and behind the cited words
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}"
_SPEAKER = re.compile(rf"({_NAME})(?:, [^,.“”]{{3,60}},)? (?:said|says|told|added|warned|argued)\b|\bsaid ({_NAME})")
# Who a person is stands behind the name: a role, an age, or "who". Nobody wants to know who a party or a street is.
_PERSON = re.compile(rf"(?:(\w+) )?({_NAME})(?:,? who\b|, \d\d\b|, (?:an?|the|its|his|her|their) [a-z])")
_NO_PERSON_AFTER = {"in", "at", "on", "of", "from", "near", "to", "the", "The"}
_COUNTED = re.compile(
    r"\b(?:\d[\d,]*|(?i:two|three|four|five|six|seven|eight|nine|ten)) ((?:[a-z]+ )?(?:people|[a-z]+s)) "
    r"((?:are|were|had|have|will|would|lost|died|voted) [a-z ]{3,40}?)"
    r"(?=[.,;]| (?:when|after|because|while|and|but|since|on|in|at)\b)"
)


def questions(pullquote: Pullquote, article: Article) -> list[str]:
    """Offer up to three questions that the article answers.

    Candidates ask what people say, who they are and how many there are, and what the article is about; the ones that
    are refused, or answered without confidence, are not offered.
    """
    if article.text == _sample_text():
        return list(_SAMPLE)
    return _answered(pullquote, [*_candidates(article.text), *_OF_ANY], article, MOST)


def follow_ups(pullquote: Pullquote, answers: Sequence[Answer]) -> list[str]:
    """Offer up to two questions that lead on from the last answer of a conversation.

    They ask about people around the words that it cites, in the same article, and were not
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
    candidates = dict.fromkeys([*_candidates(around), *_candidates(article.text), *_OF_ANY])
    fresh = (question for question in candidates if _plain(question) not in said)
    return _answered(pullquote, islice(fresh, _MOST_TRIED), article, MOST_NEXT)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _answered(pullquote: Pullquote, candidates: Iterable[str], article: Article, most: int) -> list[str]:
    return list(islice((each for each in candidates if _is_answered(pullquote, each, article)), most))


def _candidates(text: str) -> Iterator[str]:
    speakers = dict.fromkeys(found[1] or found[2] for found in _SPEAKER.finditer(text))
    people = dict.fromkeys(found[2] for found in _PERSON.finditer(text) if found[1] not in _NO_PERSON_AFTER)
    for speaker in islice(speakers, 2):
        yield f"What did {speaker} say?"
    for what, did in islice(dict.fromkeys(map(re.Match.groups, _COUNTED.finditer(text))), 2):
        yield f"How many {what} {did}?"
    for person in islice((person for person in people if person not in speakers), 2):
        yield f"Who is {person}?"
    for speaker in islice(speakers, 2, 4):
        yield f"What did {speaker} say?"


def _is_answered(pullquote: Pullquote, question: str, article: Article) -> bool:
    answer = pullquote.ask(Question(question, scope=Scope(articles=(article.id,))), READER)
    return not answer.refused and answer.confidence >= _SURE_ENOUGH


@cache
def _sample_text() -> str:
    return extract(sample.path()).text
