"""An article as a page to read, with the exact words of every citation marked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from ingest.changes import changes
from rag.types import Article, Span

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
    return f"{date.day} {date:%B} {date.year}"


def source(article: Article) -> str:
    """Name an article in one line, as below a quote: the publisher, or else the headline, and the date."""
    return f"{article.publisher or article.title}, {dated(article)}"


def dated(article: Article) -> str:
    """Say when an article was published, or that it does not say."""
    return day(article.published) if article.published else "date not stated"


def article_html(article: Article, marks: Sequence[Span] = (), versions: Sequence[Article] = ()) -> str:
    """Write an article as HTML: headline, record and text, with ``marks`` marked.

    Every word of the article is escaped. Paragraphs carry ``data-start``, their first character's place in
    ``article.text``, so that a selection in the page can be turned into a span again.

    Args:
        article: the version to show.
        marks: spans of this version; they may overlap.
        versions: all stored versions of the article, oldest first, to go to another one.
    """
    paragraphs = "".join(_paragraph(article, start, end, marks) for start, end in _paragraphs(article.text))
    return (
        f'<article data-article="{escape(article.id)}" data-version="{article.version}" '
        f'lang="{escape(article.language or "en")}"><header><h2>{escape(article.title)}</h2>'
        f"{_record(article, versions)}</header>{paragraphs}</article>"
    )


def _record(article: Article, versions: Sequence[Article]) -> str:
    names = ", ".join(article.authors)
    byline = [escape(part) for part in (article.publisher, f"By {names}" if names else None) if part]
    dates = [f"Published {day(article.published)}" if article.published else "Publishing date not stated"]
    if article.modified and article.modified != article.published:
        dates.append(f"changed {day(article.modified)}")
    if article.agency:
        dates.append(f"with {article.agency}")
    facts = f'data-article="{escape(article.id)}" data-title="{escape(article.title)}"'
    stored = f"Version {article.version} of {max(len(versions), 1)}, stored {day(article.fetched.date())}"
    copied = (
        f'<button type="button" data-article="{escape(article.copy_of)}">the first one</button>'
        if article.copy_of
        else ""
    )
    lines = [
        f'<p class="byline">{" · ".join(byline)}</p>' if byline else "",
        f'<p class="dates">{escape(", ".join(dates))}</p>',
        f'<p class="stored">{escape(stored)}{_original(article.url)}</p>',
        f'<p class="stored">The same text as another article: {copied}</p>' if copied else "",
        _versions(article, versions),
        f'<p class="tools"><button type="button" data-do="only" {facts}>Ask only this article</button>'
        '<button type="button" data-do="copy-link">Copy link</button>'
        + (f'<button type="button" data-do="refresh" {facts}>Fetch again</button>' if article.url else "")
        + f'<button type="button" data-do="delete" {facts}>Delete</button></p>',
    ]
    return "".join(lines)


def _versions(article: Article, versions: Sequence[Article]) -> str:
    """Write links to the other versions, and to what changed since the one before this."""
    place = f'type="button" data-article="{escape(article.id)}"'
    links = [
        f'<button {place} data-version="{v.version}">Version {v.version}</button>'
        for v in versions
        if v.version != article.version
    ]
    if any(v.version == article.version - 1 for v in versions):
        links.append(f'<button {place} data-version="{article.version}" data-changes="yes">What changed</button>')
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
    back = f"<button {place}>Back to the article</button>"
    return (
        f'<article class="changes"><header><h2>{escape(new.title)}</h2><p>What changed from version {old.version} to '
        f'version {new.version}</p><p class="versions">{back}</p></header><p>{words}</p></article>'
    )


def _original(url: str | None) -> str:
    if not url or not url.startswith(("https://", "http://")):
        return ""
    link = f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow">Read the original</a>'
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
    tag = "h3" if (start, end) in article.subheads else "p"
    return f'<{tag} data-start="{start}">{words}</{tag}>'


def _piece(words: str, marks: Sequence[Span]) -> str:
    if not marks:
        return escape(words)
    spans = " ".join(f"{m.start}-{m.end}" for m in marks)
    return f'<mark data-spans="{spans}">{escape(words)}</mark>'
