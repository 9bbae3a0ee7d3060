"""Several articles: one answer where they agree, and one per article, newest first, where they differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rag.dates import long_day
from rag.reader.answers.draft import Draft
from rag.reader.read import normalized
from rag.types import Article


def joined(drafts: Sequence[tuple[Article, Draft]]) -> Draft:
    """Put the drafts of several articles together.

    Args:
        drafts: each article's, the best first; at least one.
    """
    best = drafts[0][1]
    same = [draft for _, draft in drafts if _agree(draft, best)]
    if len(same) == len(drafts):
        return Draft(best.text, tuple(span for draft in same for span in draft.proof), best.score, best.said_unknown)
    newest_first = sorted(drafts, key=lambda pair: pair[0].published or dt.date.min, reverse=True)
    lines = [f"{_source(article)}: {draft.text}" for article, draft in newest_first]
    return Draft("\n".join(lines), tuple(span for _, draft in newest_first for span in draft.proof), best.score)


def _agree(one: Draft, other: Draft) -> bool:
    words, others = normalized(one.text), normalized(other.text)
    return words in others or others in words


def _source(article: Article) -> str:
    name = article.publisher or f"“{article.title}”"
    return f"{name}, {long_day(article.published)}" if article.published else name
