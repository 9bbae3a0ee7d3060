"""Fixed pairs made ready to ask: the question as the system takes it, and where its gold sentences stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.suite import Pair
from rag.errors import SuiteError
from rag.types import Article, Question, Scope, Span


@dataclass(frozen=True, slots=True)
class Case:
    """A pair of a suite, ready to ask.

    Attributes:
        suite: name of the suite.
        pair: the question with its gold answers, as written.
        question: what the system is asked.
        gold: where ``pair.gold`` stands in the stored articles.
    """

    suite: str
    pair: Pair
    question: Question
    gold: tuple[Span, ...]


def make_cases(suite: str, pairs: Sequence[Pair], articles: Mapping[str, Article], *, scoped: bool) -> list[Case]:
    """Make the pairs of a suite ready to ask.

    Args:
        suite: name of the suite.
        pairs: its pairs.
        articles: the stored articles, by the names that the pairs use.
        scoped: ask only the articles that the pair names, as a reader does who has opened them; otherwise,
            and where it names none, the whole library.

    Raises:
        SuiteError: for an article that is not stored, or a gold sentence that does not stand in it.
    """
    return [_case(suite, pair, articles, scoped) for pair in pairs]


def _case(suite: str, pair: Pair, articles: Mapping[str, Article], scoped: bool) -> Case:
    where = f"{suite} line {pair.line}, pair {pair.id}" if pair.line else f"{suite}, pair {pair.id}"
    missing = [name for name in pair.articles if name not in articles]
    if missing:
        raise SuiteError(f"{where}: no article is named {', '.join(missing)}.")
    own = [articles[name] for name in pair.articles]
    sources = own or list({article.id: article for article in articles.values()}.values())
    gold = tuple(place for sentence in pair.gold for place in _places(sentence, sources, where))
    scope = Scope(articles=tuple(article.id for article in own)) if scoped else Scope()
    return Case(suite, pair, Question(pair.question, pair.history, scope), gold)


def _places(sentence: str, articles: Sequence[Article], where: str) -> list[Span]:
    """Where a sentence stands in each of the articles that have it, as two do that print the same agency's text.

    Storing an article may have changed its spacing, but nothing else.
    """
    pattern = re.compile(r"\s+".join(re.escape(word) for word in sentence.split()))
    found = [(article, at) for article in articles if pattern.pattern and (at := pattern.search(article.text))]
    if found:
        return [Span(article.id, article.version, at.start(), at.end()) for article, at in found]
    names = ", ".join(f"“{article.title}”" for article in articles[:3]) or "any article"
    raise SuiteError(f"{where}: the gold sentence “{sentence}” does not stand in {names} as stored.")
