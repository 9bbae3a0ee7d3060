"""The list of stored articles, a page at a time, and what it can be narrowed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from rag.listing import Listed
from ui.web.article_pane import day
from ui.web.language import _

PAGE = 50
"""Articles in one page of the list."""


def list_html(articles: Sequence[Listed], page: int, left: int, narrowed: bool) -> str:
    """Write one page of the list as list items, with a button for the next page when there is one.

    Args:
        articles: of this page.
        page: 0 for the first.
        left: how many come after this page.
        narrowed: whether the list is searched or filtered.
    """
    if not articles:
        if narrowed:
            return (
                f'<li class="none">{_("No article matches. Search for other words, or clear search and filter.")}</li>'
            )
        return f'<li class="none">{_("No articles yet. Use “Add article” to paste one or pick a file.")}</li>'
    items = "".join(map(_item, articles))
    if left > 0:
        more = _("Show {count} more", count=min(left, PAGE))
        items += f'<li class="more"><button type="button" data-page="{page + 1}">{more}</button></li>'
    return items


def options_html(counts: Mapping[str, int], everything: str) -> str:
    """Write names and how many articles each has as the options of a select."""
    named = "".join(
        f'<option value="{escape(name)}">{escape(name)} ({count})</option>' for name, count in counts.items()
    )
    return f'<option value="">{escape(everything)}</option>{named}'


def _item(article: Listed) -> str:
    title, facts = escape(article.title), f'data-article="{escape(article.id)}" data-title="{escape(article.title)}"'
    dated = day(article.published) if article.published else _("date not stated")
    source = escape(", ".join(part for part in (article.publisher, dated, *article.tags) if part))
    return (
        f'<li><button type="button" class="open" {facts}>'
        f'<span class="title">{title}</span><span class="source">{source}</span></button><p class="tools">'
        f'<button type="button" data-do="also" {facts} aria-label="{_("Ask this article:")} {title}">'
        f"{_('Ask this')}</button></p></li>"
    )
