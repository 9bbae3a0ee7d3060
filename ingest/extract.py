"""A source to a clean draft of its article; nothing is stored."""

from __future__ import annotations

from pathlib import Path

from ingest.clean import clean
from ingest.draft import Draft
from ingest.html import read_html
from ingest.plaintext import mark_headings, read_plain_text
from rag.errors import NoArticleFound, UnreadableSource

_HTML = {".html", ".htm", ".xhtml"}
_TITLE_LENGTH = 80


def extract(source: str | Path) -> Draft:
    """Extract the article from a file.

    Raises:
        UnreadableSource: the file is missing, empty, binary or of an unknown kind.
        NoArticleFound: there is no article text in it.
    """
    path = Path(source)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {error.strerror}.") from error
    if not data.strip():
        raise UnreadableSource(f"{path} is empty.")
    if path.suffix.lower() in _HTML:
        return _finish(clean(read_html(data)), str(path))
    if b"\0" in data[:4096]:
        raise UnreadableSource(f"{path} is not a text file. Give a text or HTML file, or paste the text.")
    return _finish(_from_plain_text(data.decode("utf-8-sig", errors="replace")), str(path))


def extract_text(text: str) -> Draft:
    """Extract the article from pasted text; raises NoArticleFound when there is none."""
    return _finish(_from_plain_text(text), "The pasted text")


def _from_plain_text(text: str) -> Draft:
    return mark_headings(clean(read_plain_text(text)))


def _finish(draft: Draft, name: str) -> Draft:
    """Give a draft a title when the source has none, and check that something is left."""
    if not draft.blocks:
        raise NoArticleFound(f"{name} holds no article text. Paste the text of the article instead.")
    draft.title = draft.title or _title_from(draft)
    return draft


def _title_from(draft: Draft) -> str:
    """The opening words of the article, cut between words."""
    lead = draft.blocks[0].text.replace("\n", " ")
    if len(lead) <= _TITLE_LENGTH:
        return lead
    cut = lead.rfind(" ", 0, _TITLE_LENGTH)
    return lead[: cut if cut > 0 else _TITLE_LENGTH].rstrip(" ,;:") + "…"
