"""A source to a clean draft of its article; nothing is stored."""

from __future__ import annotations

import re
from pathlib import Path

from ingest import isolated, readers
from ingest.canonical import canonical_url
from ingest.clean import clean
from ingest.draft import Draft
from ingest.fetch import Fetched, Fetcher, shared_fetcher
from ingest.kinds import kind_of
from ingest.language import name_language
from rag.errors import NoArticleFound, UnreadableSource

LARGEST_FILE = 50_000_000
"""Bytes; no article is larger."""
LARGEST_TEXT = 2_000_000
"""Characters of an article."""
MOST_PAGES = 20
"""Web pages of an article."""

_TITLE_LENGTH = 80


def is_url(source: str | Path) -> bool:
    """Whether a source is a web address rather than a file."""
    return isinstance(source, str) and bool(re.match(r"\s*https?://", source, re.IGNORECASE))


def extract(source: str | Path, fetcher: Fetcher | None = None) -> Draft:
    """Extract the article from a web address or a file.

    Args:
        source: an http or https URL, or the path of a text, HTML, MHTML, PDF, Word, e-mail or Markdown file.
        fetcher: used for a URL; the one of this process when it is not given.

    Raises:
        FetchFailed: the URL gives nothing, or must not be fetched.
        UnreadableSource: the file is missing, empty, too large, damaged, or of an unknown kind.
        NoArticleFound: there is no article text in it, or not all of it.
    """
    if is_url(source):
        fetcher = fetcher or shared_fetcher()
        return extract_fetched(fetcher.fetch(str(source).strip()), fetcher)
    path = Path(source)
    return extract_bytes(read_file(path), str(path))


def extract_fetched(fetched: Fetched, fetcher: Fetcher | None = None) -> Draft:
    """Extract the article from what a URL gave; raises as :func:`extract`.

    Args:
        fetched: its first page.
        fetcher: gets the other pages of an article that is spread over several; without one they are left out.
    """
    draft = further = _one_page(fetched)
    got, there = {fetched.url}, set(draft.blocks)
    while fetcher and further.next_page and further.next_page not in got and len(got) < MOST_PAGES:
        got.add(further.next_page)
        further = _one_page(fetcher.fetch(further.next_page))
        draft.blocks += [block for block in further.blocks if block not in there]
        draft.dropped += further.dropped
        there |= set(further.blocks)
        _check_length(draft, fetched.url)
    return draft


def _one_page(fetched: Fetched) -> Draft:
    kind = kind_of(fetched.data, fetched.url, fetched.kind)
    if kind == "html":
        draft = _read("web", fetched.data, fetched.url, fetched.charset)
    else:
        draft = _read(kind, fetched.data, fetched.url)
        draft.url = fetched.url
    draft.etag, draft.last_modified = fetched.etag, fetched.last_modified
    return _finish(draft, fetched.url)


def extract_bytes(data: bytes, name: str) -> Draft:
    """Extract the article from a file's bytes; ``name`` is the file's, for its kind and for messages."""
    if len(data) > LARGEST_FILE:
        raise _too_large(name)
    return _finish(_read(kind_of(data, name), data, name), name)


def extract_text(text: str) -> Draft:
    """Extract the article from pasted text; raises NoArticleFound when there is none."""
    return _finish(readers.plain(text), "The pasted text")


def read_file(path: Path) -> bytes:
    """The bytes of a file; raises UnreadableSource when it is not there, not readable, or too large."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise _too_large(str(path))
        return path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {error.strerror or error}.") from error


def _too_large(name: str) -> UnreadableSource:
    return UnreadableSource(
        f"{name} is larger than {LARGEST_FILE // 1_000_000} MB, so it is no article. Add a smaller file."
    )


def _read(kind: isolated.Format, data: bytes, name: str, charset: str | None = None) -> Draft:
    """Read and clean; what can crash a process, or any kind where this one serves others, is read by another one."""
    if kind == "pdf" or kind == "docx":
        return clean(isolated.read_isolated(kind, data, name))
    if isolated.reads_everything():
        return isolated.read_isolated(kind, data, name, charset)
    return readers.read(kind, data, name, charset)


def _finish(draft: Draft, name: str) -> Draft:
    """Name the language and title of a clean draft, and check that something is left."""
    if not draft.blocks:
        raise NoArticleFound(f"{name} holds no article text. Paste the text of the article instead.")
    _check_length(draft, name)
    draft.title = draft.title or _title_from(draft)
    draft.url = canonical_url(draft.url) if draft.url else None
    draft.language = name_language(draft.text, draft.language)
    return draft


def _check_length(draft: Draft, name: str) -> None:
    if len(draft.text) > LARGEST_TEXT:
        raise UnreadableSource(f"{name} holds more text than an article. Add a part of it.")


def _title_from(draft: Draft) -> str:
    """The opening words of the article, cut between words."""
    lead = draft.blocks[0].text.replace("\n", " ")
    if len(lead) <= _TITLE_LENGTH:
        return lead
    cut = lead.rfind(" ", 0, _TITLE_LENGTH)
    return lead[: cut if cut > 0 else _TITLE_LENGTH].rstrip(" ,;:") + "…"
