"""Questions and answers as messages of the conversation.

A message is one line of HTML in which every word from a person, an article or a model is escaped: nothing
of it is read as Markdown or HTML, so no answer can bring in an image, a link or a script.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rag.errors import NotInLibrary
from rag.reader.confidence import in_words
from rag.types import Answer, Citation, Span, Statement, Verdict
from ui.web.article_pane import source

if TYPE_CHECKING:
    from rag.library import Library

_WHO = {"reader": "found by the built-in reader", "record": "from the article's record"}
_VERDICT = {
    Verdict.PARTLY: "The article supports this only in part.",
    Verdict.UNSUPPORTED: "Nothing in the articles supports this.",
}


def one_line(text: str) -> str:
    """Escape ``text`` for HTML and keep it on one line, as a message must be."""
    return escape(" ".join(text.split()))


def question_html(text: str) -> str:
    """Write a question as a message."""
    lines = "<br>".join(one_line(line) for line in text.splitlines())
    return f'<div class="question">{lines}</div>'


def notice_html(text: str) -> str:
    """Write a sentence from the program itself, such as what to do about an error, as a message."""
    return f'<div class="notice" role="status">{one_line(text)}</div>'


def answer_html(answer: Answer, library: Library) -> str:
    """Write an answer as a message: the short answer first, then its proof, then how sure and who answered.

    Quotes are looked up in ``library``; an answer carries only their places.
    """
    if answer.refusal:
        return _message("refusal", _refusal(answer, library))
    # A statement that only repeats the short answer or its own quote is not shown a third time.
    proofs = [s for s in answer.statements if _repeats(s, answer.text, library)]
    numbers = "".join(cite_link(c, library) for s in proofs for c in s.citations)
    short = f'<p class="short">{one_line(answer.text)}{numbers}</p>'
    rest = "".join(_statement(s, library) for s in answer.statements if s not in proofs)
    quotes = "".join(pull_quote(c, library, short=answer.text) for c in answer.citations)
    tools = '<button type="button" class="copy">Copy with sources</button>' if quotes else ""
    return _message("answer", f"{short}{rest}{quotes}{_about(answer, tools)}")


def cite_link(citation: Citation, library: Library) -> str:
    """Write a citation as a link to the cited words; its name, read aloud and shown on hover, is the quote."""
    span = citation.span
    try:
        words, article = library.words(span), library.article(span.article, span.version)
    except NotInLibrary:
        return f'<span class="cite gone" title="This article was deleted.">{citation.number}</span>'
    return (
        f'<a class="cite" href="{address(span)}">{citation.number}<span class="card">'
        f"<q>{one_line(words)}</q> <cite>{one_line(source(article))}</cite></span></a>"
    )


def address(span: Span) -> str:
    """Write the part of the page's address that opens an article at a span."""
    return f"#a={escape(span.article)}&amp;v={span.version}&amp;s={span.start}-{span.end}"


def _message(kind: str, body: str) -> str:
    return f'<div class="{kind}">{body}</div>'


def _repeats(statement: Statement, short: str, library: Library) -> bool:
    if statement.verdict is not Verdict.SUPPORTED:
        return False
    return statement.text in (short, *(_words(c, library) for c in statement.citations))


def _words(citation: Citation, library: Library) -> str | None:
    """The quote, or None when its article was deleted."""
    try:
        return library.words(citation.span)
    except NotInLibrary:
        return None


def _statement(statement: Statement, library: Library) -> str:
    buttons = "".join(cite_link(c, library) for c in statement.citations)
    why = _VERDICT.get(statement.verdict, "")
    text = one_line(statement.text)
    if statement.verdict is Verdict.UNSUPPORTED:
        text = f"<s>{text}</s>"
    note = f' <span class="why">{why}</span>' if why else ""
    return f'<p class="statement {statement.verdict.value}">{text}{buttons}{note}</p>'


def pull_quote(citation: Citation, library: Library, short: str = "") -> str:
    """Write a quote with its source; one that is the short answer itself is marked for copying only."""
    words = _words(citation, library)
    if words is None:
        return '<p class="why">The article that this answer quotes was deleted.</p>'
    article = library.article(citation.span.article, citation.span.version)
    kind = "pullquote same" if words == short else "pullquote"
    return (
        f'<figure class="{kind}"><blockquote>{one_line(words)}</blockquote>'
        f'<figcaption>{cite_link(citation, library)}<span class="from">{one_line(source(article))}</span>'
        "</figcaption></figure>"
    )


def _refusal(answer: Answer, library: Library) -> str:
    refusal = answer.refusal
    if refusal is None:
        return ""
    said = f'<p class="short">{one_line(refusal.text)}</p>'
    if refusal.closest is None:
        return said
    return f'{said}<p class="why">The closest passage says:</p>{pull_quote(refusal.closest, library)}'


def _about(answer: Answer, tools: str) -> str:
    said = [_WHO.get(answer.answerer, f"written by {answer.answerer}")] if answer.answerer != "small talk" else []
    if answer.understood and answer.understood != answer.question:
        said.insert(0, f"read as “{answer.understood}”")
    parts = [one_line(part) for part in said]
    if answer.answerer not in ("record", "small talk"):
        words = in_words(answer.confidence)
        meaning = f"About {round(answer.confidence * 100)} of 100 answers like this one are right."
        parts.insert(0, f'<span class="sure" title="{meaning}">{words}<span class="meaning"> ({meaning})</span></span>')
    return f'<p class="about">{" · ".join(parts)}{tools}</p>' if parts or tools else ""
