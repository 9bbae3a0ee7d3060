"""The page that holds a draft against the library: a form, and below it the findings, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from rag.cite.draft import check_draft
from rag.cite.verdict import Check
from rag.errors import PullquoteError
from rag.types import Verdict
from ui.web import look
from ui.web.article_pane import source
from ui.web.chat import address, capitalized, one_line
from ui.web.language import N_, _, spoken
from ui.web.said import said

if TYPE_CHECKING:
    from rag.library import Library

_SAYS = {
    Verdict.SUPPORTED: N_("Supported"),
    Verdict.PARTLY: N_("Supported in part"),
    Verdict.UNSUPPORTED: N_("Not supported"),
}
_TAIL = "</main></body></html>\n"


def page(text: str, library: Library) -> Iterator[str]:
    """Write the page piece by piece.

    Args:
        text: the draft; only the form is written when it is empty.
        library: holds the articles.
    """
    yield _head()
    yield (
        f'<form method="post" action="/draft"><label for="draft-text">{_("The draft")}</label>'
        f'<textarea id="draft-text" name="text" rows="10" required>\n{escape(text)}</textarea>'
        f'<button type="submit" class="primary">{_("Check")}</button></form>'
    )
    if text:
        yield from _findings(text, library)
    yield _TAIL


def _head() -> str:
    about = _(
        "Every sentence is held against the articles in the library: its quotes, speakers, numbers, names, days, and "
        "whether the articles say it at all."
    )
    return (
        f'<!doctype html>\n<html lang="{spoken()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_('Check a draft')} – Pullquote</title>"
        f'<link rel="stylesheet" href="{look.address("style.css")}"></head>'
        f'<body class="draft"><main><p><a href="/">{_("Back to the questions")}</a></p><h1>{_("Check a draft")}</h1>'
        f"<p>{about}</p>"
    )


def _findings(text: str, library: Library) -> Iterator[str]:
    counts: Counter[Verdict] = Counter()
    yield '<ol class="findings">'
    try:
        for found in check_draft(text, library):
            counts[found.verdict] += 1
            yield _item(found, library)
    except PullquoteError as error:
        yield f"<li>{one_line(said(str(error)))}</li>"
    summary = ", ".join(f"{counts[verdict]} {_(name).lower()}" for verdict, name in _SAYS.items())
    yield f'</ol><p role="status">{_("{count} sentences:", count=counts.total())} {summary}.</p>'


def _item(found: Check, library: Library) -> str:
    """Write a sentence, what became of it and why, and the words of the article that decide."""
    quote = ""
    if found.spans:
        span = found.spans[0]
        article = library.article(span.article, span.version)
        quote = (
            f'<blockquote>{one_line(library.words(span))}</blockquote><p class="why">'
            f'<a href="/{address(span)}">{one_line(source(article))}</a></p>'
        )
    reason = capitalized(said(found.reason))
    return (
        f'<li class="{found.verdict.value}"><p class="sentence">{one_line(found.text)}</p>'
        f'<p class="why"><strong>{_(_SAYS[found.verdict])}.</strong> {one_line(reason)}.</p>{quote}</li>'
    )
