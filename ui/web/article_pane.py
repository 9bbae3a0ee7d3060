"""An article as a page to read, with the exact words of every citation marked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from ingest.changes import changes
from ingest.notes import Note, note_of, notes
from rag.types import Article, Span
from ui.web.language import N_, _

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_MARK = re.compile(r"(\d{1,9})-(\d{1,9})")


def parse_marks(text: str, article: Article) -> list[Span]:
    """Read ``12-40,100-120`` as spans of ``article``; whatever is not a slice of its text is left out."""
    spans = []
    for part in text.split(","):
        if found := _MARK.fullmatch(part.strip()):
            start, end = int(found[1]), int(found[2])
            if start < end <= len(article.text):
                spans.append(Span(article.id, article.version, start, end))
    return spans


def day(date: dt.date) -> str:
    """Write a date as a reader does: ``20 February 2025``."""
    return _("{day} {month} {year}", day=date.day, month=_(_MONTHS[date.month - 1]), year=date.year)


def _moment(date: dt.date | None, at: dt.datetime | None) -> str | None:
    """Write a day with the time of day and its zone, as far as they are known."""
    if date is None or at is None:
        return day(date) if date else None
    zone = "" if at.tzinfo is None else f" {at:%Z}"
    return f"{day(date)}, {at:%H:%M}{zone}"


def source(article: Article) -> str:
    """Name an article in one line, as below a quote: the publisher, or else the headline, and the date."""
    return f"{article.publisher or article.title}, {dated(article)}"


def reference(article: Article) -> str:
    """Name an article as a list of references does: authors, headline, publisher, date, address."""
    parts = (", ".join(article.authors), f"“{article.title}”", article.publisher, dated(article), article.url)
    return ", ".join(part for part in parts if part)


def dated(article: Article) -> str:
    """Say when an article was published, or that it does not say."""
    return day(article.published) if article.published else _("date not stated")


def article_html(
    article: Article,
    marks: Sequence[Span] = (),
    versions: Sequence[Article] = (),
    copies: Sequence[Article] = (),
    tags: Sequence[str] = (),
) -> str:
    """Write an article as HTML: headline, record and text, with ``marks`` and the publisher's notes marked.

    Every word of the article is escaped. Paragraphs carry ``data-start``, their first character's place in
    ``article.text``, so that a selection in the page can be turned into a span again.

    Args:
        article: the version to show.
        marks: spans of this version; they may overlap.
        versions: all stored versions of the article, oldest first, to go to another one.
        copies: the other articles with the same report.
        tags: what the article is filed under.
    """
    paragraphs = "".join(_paragraph(article, start, end, marks) for start, end in _paragraphs(article.text))
    return (
        f'<article data-article="{escape(article.id)}" data-version="{article.version}" '
        f'lang="{escape(article.language or "en")}"><header><h2>{escape(article.title)}</h2>'
        f"{_record(article, versions, copies, tags)}</header>{paragraphs}</article>"
    )


def _record(article: Article, versions: Sequence[Article], copies: Sequence[Article], tags: Sequence[str]) -> str:
    authors = ", ".join(article.authors)
    by = _("By {authors}", authors=authors) if authors else None
    byline = [escape(part) for part in (article.publisher, by, article.place) if part]
    published, modified = (
        _moment(article.published, article.published_at),
        _moment(article.modified, article.modified_at),
    )
    dates = [_("Published {day}", day=published) if published else _("Publishing date not stated")]
    if modified and modified != published:
        dates.append(_("changed {day}", day=modified))
    if article.agency:
        dates.append(_("with {agency}", agency=article.agency))
    facts = f'data-article="{escape(article.id)}" data-title="{escape(article.title)}"'
    filed = ", ".join(tags)
    stored = _(
        "Version {version} of {versions}, stored {day}",
        version=article.version,
        versions=max(len(versions), 1),
        day=day(article.fetched.date()),
    )
    lines = [
        _newer(article, versions),
        f'<p class="byline">{" · ".join(byline)}</p>' if byline else "",
        f'<p class="dates">{escape(", ".join(dates))}</p>',
        f'<p class="stored">{escape(stored)}{_original(article.url)}</p>',
        _noted(article),
        _language(article),
        _copies(copies),
        _versions(article, versions),
        f'<p class="stored">{escape(_("Tags: {tags}", tags=filed))}</p>' if filed else "",
        f'<p class="tools"><button type="button" data-do="only" {facts}>{_("Ask only this article")}</button>'
        f'<button type="button" data-do="copy-link">{_("Copy link")}</button>'
        f'<button type="button" data-do="file" {facts} data-tags="{escape(filed)}">{_("Tags")}</button>'
        + (f'<button type="button" data-do="refresh" {facts}>{_("Fetch again")}</button>' if article.url else "")
        + f'<button type="button" data-do="delete" {facts}>{_("Delete")}</button></p>',
    ]
    return "".join(lines)


def _newer(article: Article, versions: Sequence[Article]) -> str:
    """Say that an older version is shown, and lead to the newest one and to what changed in it."""
    if not versions or versions[-1].version == article.version:
        return ""
    newest = versions[-1]
    place = f'type="button" data-article="{escape(newest.id)}" data-version="{newest.version}"'
    return (
        f'<p class="notice">{_("This is an older version: the publisher changed the text later.")} <button {place}>'
        f'{_("Newest version")}</button> · <button {place} data-changes="yes">{_("What changed in it")}</button></p>'
    )


def _noted(article: Article) -> str:
    """Say that the text carries a correction or an update note of the publisher."""
    kinds = {kind for *_place, kind in notes(article.text)}
    if Note.CORRECTION in kinds and Note.UPDATE in kinds:
        said = _("The publisher has corrected and updated this article: see the marked note.")
    elif Note.CORRECTION in kinds:
        said = _("The publisher has corrected this article: see the marked note.")
    else:
        said = _("The publisher has updated this article: see the marked note.")
    return f'<p class="notice">{said}</p>' if kinds else ""


def _language(article: Article) -> str:
    if article.language in (None, "en"):
        return ""
    words = _(
        "In another language than English ({language}): questions may find little in it.", language=article.language
    )
    return f'<p class="stored">{escape(words)}</p>'


def _copies(copies: Sequence[Article]) -> str:
    """Lead to the other articles with the same report."""
    links = (
        f'<button type="button" data-article="{escape(copy.id)}">{escape(copy.publisher or copy.title)}</button>'
        for copy in copies
    )
    return f'<p class="stored">{_("The same report:")} {" · ".join(links)}</p>' if copies else ""


def _versions(article: Article, versions: Sequence[Article]) -> str:
    """Write links to the other versions, and to what changed since the one before this."""
    place = f'type="button" data-article="{escape(article.id)}"'
    links = [
        f'<button {place} data-version="{v.version}">{_("Version {version}", version=v.version)}</button>'
        for v in versions
        if v.version != article.version
    ]
    if any(v.version == article.version - 1 for v in versions):
        version = f'data-version="{article.version}" data-changes="yes"'
        links.append(f"<button {place} {version}>{_('What changed')}</button>")
    return f'<p class="versions">{" · ".join(links)}</p>' if links else ""


def changes_html(old: Article, new: Article) -> str:
    """Write what changed from one version of an article to the next, word by word."""
    words = "".join(
        escape(part.new)
        if part.same
        else (f"<del>{escape(part.old)}</del>" if part.old else "")
        + (f"<ins>{escape(part.new)}</ins>" if part.new else "")
        for part in changes(old.text, new.text)
    )
    place = f'type="button" data-article="{escape(new.id)}" data-version="{new.version}"'
    back = f"<button {place}>{_('Back to the article')}</button>"
    said = _("What changed from version {old} to version {new}", old=old.version, new=new.version)
    return (
        f'<article class="changes"><header><h2>{escape(new.title)}</h2><p>{said}</p>'
        f'<p class="versions">{back}</p></header><p>{words}</p></article>'
    )


def _original(url: str | None) -> str:
    if not url or not url.startswith(("https://", "http://")):
        return ""
    link = f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow">{_("Read the original")}</a>'
    return f" · {link}"


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every paragraph, in characters."""
    start = 0
    for words in text.split("\n\n"):
        if words.strip():
            yield start, start + len(words)
        start += len(words) + 2


def _paragraph(article: Article, start: int, end: int, marks: Sequence[Span]) -> str:
    inside = [m for m in marks if m.start < end and start < m.end]
    cuts = {start, end}
    cuts.update(max(start, m.start) for m in inside)
    cuts.update(min(end, m.end) for m in inside)
    edges = sorted(cuts)
    words = "".join(
        _piece(article.text[a:b], [m for m in inside if m.start <= a and b <= m.end]) for a, b in pairwise(edges)
    )
    if (start, end) in article.subheads:
        return f'<h3 data-start="{start}">{words}</h3>'
    note = ' class="note"' if note_of(article.text[start:end]) else ""
    return f'<p{note} data-start="{start}">{words}</p>'


def _piece(words: str, marks: Sequence[Span]) -> str:
    if not marks:
        return escape(words)
    spans = " ".join(f"{m.start}-{m.end}" for m in marks)
    return f'<mark data-spans="{spans}">{escape(words)}</mark>'
