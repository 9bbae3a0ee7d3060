"""Web pages, HTML, mail, Markdown and text to a clean draft, in this process."""

from __future__ import annotations

from typing import Literal

from ingest import walls
from ingest.clean import clean
from ingest.decode import decode
from ingest.dom import parse
from ingest.draft import Draft
from ingest.html import read_html
from ingest.mail import read_mail
from ingest.markdown import read_markdown
from ingest.next_page import next_page
from ingest.plaintext import mark_headings, read_plain_text
from rag.errors import IncompleteArticle, NoArticleFound

Format = Literal["web", "html", "mail", "markdown", "text"]
"""``web`` is HTML that was fetched, ``html`` a file of it."""

_LITTLE = 400  # characters of a page that may be the frame of one


def read(kind: Format, data: bytes, name: str, charset: str | None = None) -> Draft:
    """Read and clean.

    Args:
        kind: of the data.
        data: a page or a file.
        name: its address or file name.
        charset: of a page, if the HTTP header names one.

    Raises:
        SourceError: it holds no article, or cannot be read.
    """
    if kind == "web":
        return _web(decode(data, charset), name)
    if kind == "text":
        return plain(decode(data))
    if kind == "html":
        return _saved(decode(data), name)
    return clean(read_mail(data, name) if kind == "mail" else read_markdown(decode(data)))


def plain(text: str) -> Draft:
    """Clean plain text."""
    return mark_headings(clean(read_plain_text(text)))


def _saved(text: str, name: str) -> Draft:
    draft = clean(read_html(text))
    if len(draft.text) < _LITTLE and (root := parse(text)) is not None:
        walls.check_script(draft, root, name)
    return draft


def _web(text: str, url: str) -> Draft:
    try:
        draft = clean(read_html(text, url))
    except IncompleteArticle:
        raise
    except NoArticleFound:
        draft = Draft()
    root = parse(text)
    if root is not None:
        walls.check(draft if draft.blocks else None, root, url)
        draft.next_page = next_page(root, url)
    return draft
