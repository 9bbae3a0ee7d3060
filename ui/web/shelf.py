"""The list of a person's conversations, and a conversation as a document."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from rag.conversations import Saved
from rag.errors import NotInLibrary
from rag.types import Answer
from ui.web.article_pane import day, source
from ui.web.chat import short_lines
from ui.web.language import _

if TYPE_CHECKING:
    from rag.library import Library


def conversations_html(conversations: Sequence[Saved], query: str) -> str:
    """Write a person's conversations as list items."""
    if not conversations:
        if query:
            return f'<li class="none">{_("No conversation matches. Search for other words, or clear the search.")}</li>'
        return f'<li class="none">{_("No conversations yet. What you ask is kept here.")}</li>'
    return "".join(map(_item, conversations))


def _item(saved: Saved) -> str:
    title, place = escape(saved.title), f'data-conversation="{escape(saved.id)}" data-title="{escape(saved.title)}"'
    asked = _("1 question") if saved.turns == 1 else _("{count} questions", count=saved.turns)
    return (
        f'<li><button type="button" class="open" data-do="resume" {place}><span class="title">{title}</span>'
        f'<span class="source">{asked}, {day(saved.changed.date())}</span></button><p class="tools">'
        f'<button type="button" data-do="rename" {place} aria-label="{_("Rename:")} {title}">{_("Rename")}</button>'
        f'<button type="button" data-do="save" {place} aria-label="{_("Save or share:")} {title}">{_("Save")}</button>'
        f'<button type="button" data-do="forget" {place} aria-label="{_("Delete:")} {title}">{_("Delete")}</button>'
        "</p></li>"
    )


def markdown(answers: Sequence[Answer], library: Library) -> str:
    """Write a conversation as Markdown, with every quote and its source."""
    return "\n".join(f"## {_plain(answer.question)}\n\n{_answer(answer, library)}" for answer in answers)


def _answer(answer: Answer, library: Library) -> str:
    parts = ["\\\n".join(map(_plain, short_lines(answer)))]
    for citation in answer.citations:
        try:
            words = library.words(citation.span)
            article = library.article(citation.span.article, citation.span.version)
        except NotInLibrary:
            parts.append(f"> [{citation.number}] {_('The article was deleted.')}")
            continue
        link = f", {article.url}" if article.url else ""
        parts.append(f"> {_plain(words)}\n>\n> [{citation.number}] {_plain(source(article))}{link}")
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    """Keep text on one line, and keep Markdown from reading anything into it."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#+!|~" else c for c in " ".join(text.split()))
