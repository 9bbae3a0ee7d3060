"""Questions and answers as messages of the conversation.

A message is one line of HTML in which every word from a person, an article or a model is escaped: nothing
of it is read as Markdown or HTML, so no answer can bring in an image, a link or a script.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from rag.errors import NotInLibrary
from rag.reader import confidence
from rag.types import Answer, Article, Citation, RefusalReason, Span, Statement, Verdict
from ui.sources import also_in, is_outdated
from ui.web.article_pane import reference, source
from ui.web.language import N_, _
from ui.web.said import said
from ui.web.scope import in_words
from ui.web.tools import Place, place_class, tools_html

if TYPE_CHECKING:
    from rag.library import Library

_WHO = {"reader": N_("found by the built-in reader"), "record": N_("from the article's record")}
_VERDICT = {
    Verdict.PARTLY: N_("The article supports this only in part."),
    Verdict.UNSUPPORTED: N_("Nothing in the articles supports this."),
    Verdict.UNCHECKED: N_("Not checked yet."),
}


def one_line(text: str) -> str:
    """Escape ``text`` for HTML and keep it on one line, as a message must be."""
    return escape(" ".join(text.split()))


def capitalized(text: str) -> str:
    """``text`` as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def short_text(answer: Answer) -> str:
    """The short answer: the article's or a model's own words as they are, the program's in the interface's language."""
    return said(answer.text) if answer.refused or answer.answerer == "small talk" else answer.text


def short_lines(answer: Answer) -> list[str]:
    """The short answer line by line: several articles that differ have a line each."""
    return [line for line in short_text(answer).split("\n") if line.strip()] or [""]


def question_html(text: str, editable: bool = False) -> str:
    """Write a question as a message; an editable one can be asked again in other words."""
    lines = "<br>".join(one_line(line) for line in text.splitlines())
    edit = f'<button type="button" class="edit">{_("Edit")}</button>' if editable else ""
    return f'<div class="question">{lines}</div>{edit}'


def notice_html(text: str) -> str:
    """Write a sentence from the program itself, such as what to do about an error, as a message."""
    return f'<div class="notice" role="status">{one_line(text)}</div>'


def answer_html(answer: Answer, library: Library, place: Place | None = None) -> str:
    """Write an answer as a message: the short answer first, then its proof, then how sure and who answered.

    Args:
        answer: carries the places of its quotes.
        library: has their words.
        place: where the answer is kept; None while it grows.
    """
    tools = tools_html(place, copies=bool(answer.citations) and not answer.refused)
    if answer.refusal:
        refusal = f"{_notice(answer)}{_refusal(answer, library)}"
        return _message("refusal", refusal + (f'<div class="about">{tools}</div>' if tools else ""), place)
    if answer.prompt:
        return _message("answer", _written(answer, library, tools), place)
    # A statement that only repeats the short answer or its own quote is not shown a third time.
    proofs = [s for s in answer.statements if _repeats(s, answer.text, library)]
    short = f'<p class="short">{_lines(answer, [c for s in proofs for c in s.citations], library)}</p>'
    rest = "".join(_statement(s, library) for s in answer.statements if s not in proofs)
    quotes = "".join(pull_quote(c, library, short=answer.text) for c in answer.citations)
    return _message("answer", f"{_notice(answer)}{short}{rest}{quotes}{_about(answer, tools, library)}", place)


def _lines(answer: Answer, citations: Sequence[Citation], library: Library) -> str:
    """Write the short answer line by line, each with the numbers of its proof."""
    lines = short_lines(answer)
    pairs = zip(lines, _by_line(lines, citations, library), strict=True)
    return "<br>".join(one_line(line) + "".join(cite_link(c, library) for c in proof) for line, proof in pairs)


def _by_line(lines: Sequence[str], citations: Sequence[Citation], library: Library) -> list[list[Citation]]:
    """Which citations prove which line, where each line names its own article; otherwise all stand at the end."""
    proofs: dict[str, list[Citation]] = {}
    for citation in citations:
        proofs.setdefault(citation.span.article, []).append(citation)
    if len(proofs) == len(lines) and all(map(partial(_names, library=library), lines, proofs)):
        return list(proofs.values())
    return [[] for _line in lines[1:]] + [list(citations)]


def _names(line: str, article_id: str, library: Library) -> bool:
    try:
        article = library.article(article_id)
    except NotInLibrary:
        return False
    return line.startswith(article.publisher or f"“{article.title}”")


def _written(answer: Answer, library: Library, tools: str) -> str:
    """Write what a model wrote: its sentences, each with what the check made of it, and the quotes that prove them."""
    sentences = "".join(_statement(s, library) for s in answer.statements)
    quotes = "".join(pull_quote(c, library) for c in answer.citations)
    return f'<div class="written">{sentences}</div>{quotes}{_about(answer, tools, library)}'


def _notice(answer: Answer) -> str:
    return f'<p class="why">{one_line(said(answer.notice))}</p>' if answer.notice else ""


def cite_link(citation: Citation, library: Library) -> str:
    """Write a citation as a link to the cited words; its name, read aloud and shown on hover, is the quote."""
    span = citation.span
    try:
        words, article = library.words(span), library.article(span.article, span.version)
    except NotInLibrary:
        return f'<span class="cite gone" title="{_("This article was deleted.")}">{citation.number}</span>'
    return (
        f'<a class="cite" href="{address(span)}">{citation.number}<span class="card">'
        f"<q>{one_line(words)}</q> <cite>{one_line(_source(article, library))}</cite></span></a>"
    )


def _source(article: Article, library: Library) -> str:
    """Name where a quote stands, the other articles with the same report, and whether it was changed since."""
    named = source(article)
    if also := also_in(article, library):
        named += _("; the same report: {papers}", papers=", ".join(also))
    return named + _("; an older version: the article has changed since") if is_outdated(article, library) else named


def address(span: Span) -> str:
    """Write the part of the page's address that opens an article at a span."""
    return f"#a={escape(span.article)}&amp;v={span.version}&amp;s={span.start}-{span.end}"


def _message(kind: str, body: str, place: Place | None) -> str:
    return f'<div class="{kind}{place_class(place)}">{body}</div>'


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
    why = _(_VERDICT.get(statement.verdict, ""))
    if statement.reason:
        why = f"{why} {one_line(capitalized(said(statement.reason)))}."
    text = one_line(statement.text)
    if statement.verdict is Verdict.UNSUPPORTED:
        text = f"<s>{text}</s>"
    note = f' <span class="why">{why}</span>' if why else ""
    return f'<p class="statement {statement.verdict.value}">{text}{buttons}{note}</p>'


def pull_quote(citation: Citation, library: Library, short: str = "") -> str:
    """Write a quote with its source; one that is the short answer itself is marked for copying only."""
    words = _words(citation, library)
    if words is None:
        return f'<p class="why">{_("The article that this answer quotes was deleted.")}</p>'
    article = library.article(citation.span.article, citation.span.version)
    kind = "pullquote same" if words == short else "pullquote"
    return (
        f'<figure class="{kind}"><blockquote>{one_line(words)}</blockquote>'
        f'<figcaption>{cite_link(citation, library)}<span class="from">{one_line(_source(article, library))}</span>'
        f'<span class="reference">{one_line(reference(article))}</span></figcaption></figure>'
    )


def _refusal(answer: Answer, library: Library) -> str:
    refusal = answer.refusal
    if refusal is None:
        return ""
    sought = "" if refusal.reason is RefusalReason.EMPTY_LIBRARY else _sought(answer, library)
    told = f'<p class="short">{one_line(said(refusal.text))}</p>{_understood(answer)}{sought}'
    if refusal.closest is None:
        return told
    return f'{told}<p class="why">{_("The closest passage says:")}</p>{pull_quote(refusal.closest, library)}'


def _sought(answer: Answer, library: Library) -> str:
    """Say what was looked for, and where."""
    what, where = answer.understood or answer.question, in_words(answer.scope, library)
    told = (
        _("Looked for “{what}” only in: {where}.", what=what, where=where)
        if where
        else _("Looked for “{what}” in the whole library.", what=what)
    )
    return f'<p class="why">{one_line(told)}</p>'


def _about(answer: Answer, tools: str, library: Library) -> str:
    about = [_who(answer.answerer)] if answer.answerer != "small talk" else []
    if where := in_words(answer.scope, library):
        about.append(_("asked only: {where}", where=where))
    parts = [one_line(part) for part in about]
    if answer.prompt:
        parts.append(_("each sentence held against the articles"))
    elif answer.answerer not in ("record", "small talk"):
        words = _(confidence.in_words(answer.confidence))
        meaning = _("About {count} of 100 answers like this one are right.", count=round(answer.confidence * 100))
        parts.insert(0, f'<span class="sure" title="{meaning}">{words}<span class="meaning"> ({meaning})</span></span>')
    line = f'<div class="about"><span>{" · ".join(parts)}</span>{tools}</div>' if parts or tools else ""
    return f"{_understood(answer)}{line}"


def _who(answerer: str) -> str:
    return _(_WHO[answerer]) if answerer in _WHO else _("written by {model}", model=answerer)


def _understood(answer: Answer) -> str:
    """Write how a follow-up was read, and offer to say it better."""
    if not answer.understood or answer.understood == answer.question:
        return ""
    return (
        f'<p class="why understood">{_("read as")} “<span>{one_line(answer.understood)}</span>” '
        f'<button type="button" class="correct">{_("Correct")}</button></p>'
    )
