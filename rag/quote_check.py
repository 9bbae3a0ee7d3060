"""Is this quoted right? A quote held against the articles of a library that share most words with it."""

from __future__ import annotations

from rag.cite.quotes import QuoteCheck, check_quote
from rag.library import Library

_PASSAGES = 30


def check(quote: str, speaker: str | None, library: Library) -> QuoteCheck:
    """Hold a quote, and who is said to have said it (None or empty when it does not matter), against the library."""
    passages = library.search_words(quote, _PASSAGES)
    articles = [library.article(article) for article in dict.fromkeys(p.span.article for p in passages)]
    return check_quote(quote, (speaker or "").strip() or None, articles)
