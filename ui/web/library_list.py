"""The list of stored articles, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from rag.types import Article
from ui.web.article_pane import dated

PAGE = 50
"""Articles in one page of the list."""


def find(articles: Sequence[Article], query: str) -> list[Article]:
    """Keep the articles that have every word of ``query`` in their headline, publisher, authors or date."""
    words = query.casefold().split()
    return [a for a in articles if all(word in _facts(a) for word in words)]


def list_html(articles: Sequence[Article], page: int, query: str) -> str:
    """Write one page of ``articles`` as list items, with a button for the next page when there is one.

    Args:
        articles: all that match ``query``, in the order to show.
        page: 0 for the first.
        query: what was searched for; empty for everything.
    """
    if not articles:
        if query:
            return '<li class="none">No article matches. Search for other words, or clear the search.</li>'
        return '<li class="none">No articles yet. Use “Add article” to paste one or pick a file.</li>'
    shown = articles[page * PAGE : (page + 1) * PAGE]
    items = "".join(_item(article) for article in shown)
    left = len(articles) - (page + 1) * PAGE
    if left > 0:
        items += (
            f'<li class="more"><button type="button" data-page="{page + 1}">Show {min(left, PAGE)} more</button></li>'
        )
    return items


def _facts(article: Article) -> str:
    return " ".join((article.title, _source(article), *article.authors)).casefold()


def _source(article: Article) -> str:
    return ", ".join(part for part in (article.publisher, dated(article)) if part)


def _item(article: Article) -> str:
    return (
        f'<li><button type="button" class="open" data-article="{escape(article.id)}">'
        f'<span class="title">{escape(article.title)}</span>'
        f'<span class="source">{escape(_source(article))}</span></button></li>'
    )
