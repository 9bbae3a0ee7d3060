"""A conversation as a page of its own: one file with every quote and its source, to keep or to show to others."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from rag.errors import NotInLibrary
from rag.types import Answer, Citation, Verdict
from ui.web.article_pane import reference
from ui.web.chat import one_line, short_lines
from ui.web.language import _, spoken

if TYPE_CHECKING:
    from rag.library import Library

_STYLE = (
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.6 Georgia,serif;color:#1d2023;background:#fff}"
    "h2{margin:2.5rem 0 .5rem;font-size:1.15rem}"
    "blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid #ffd84d}"
    "cite,.why{color:#595f66;font-size:.9rem;font-style:normal}"
    "@media(prefers-color-scheme:dark){body{color:#e6e4df;background:#1b1d1f}cite,.why{color:#a2a6aa}a{color:#8cc3ea}}"
)


def page(answers: Sequence[Answer], library: Library) -> str:
    """Write a conversation as one HTML file that loads nothing and runs nothing."""
    title = one_line(answers[0].question)
    body = "".join(_answer(answer, library) for answer in answers)
    said = _("Asked with Pullquote: every quotation is a slice of the article that is named below it.")
    return (
        f'<!doctype html><html lang="{spoken()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{title} – Pullquote</title><style>{_STYLE}</style></head><body><main><h1>{title}</h1>"
        f'<p class="why">{said}</p>'
        f"{body}</main></body></html>\n"
    )


def _answer(answer: Answer, library: Library) -> str:
    told = "".join(
        f'<p><s>{one_line(s.text)}</s> <span class="why">{_("Nothing in the articles supports this.")}</span></p>'
        for s in answer.statements
        if s.verdict is Verdict.UNSUPPORTED
    )
    quotes = "".join(_quote(citation, library) for citation in answer.citations)
    short = "<br>".join(map(one_line, short_lines(answer)))
    return f"<h2>{one_line(answer.question)}</h2><p>{short}</p>{told}{quotes}"


def _quote(citation: Citation, library: Library) -> str:
    span = citation.span
    try:
        words, article = library.words(span), library.article(span.article, span.version)
    except NotInLibrary:
        return f'<p class="why">[{citation.number}] {_("The article was deleted.")}</p>'
    source = one_line(reference(article))
    if article.url and article.url.startswith(("https://", "http://")):
        source += f' <a href="{escape(article.url)}" rel="noopener noreferrer nofollow">{_("Read the original")}</a>'
    return f"<blockquote>{one_line(words)}<br><cite>[{citation.number}] {source}</cite></blockquote>"
