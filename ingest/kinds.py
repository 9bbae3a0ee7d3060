"""Tell what kind of document some bytes are: by what they hold, then by the name that came with them."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from rag.errors import FeedFound, UnreadableSource

Kind = Literal["html", "pdf", "docx", "mail", "markdown", "text"]

READABLE = ".html .htm .xhtml .mht .mhtml .pdf .docx .eml .md .markdown .txt .text".split()
_BY_SUFFIX: dict[str, Kind] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".md": "markdown", ".markdown": "markdown",
    ".eml": "mail", ".mht": "mail", ".mhtml": "mail", ".txt": "text", ".text": "text",
}  # fmt: skip
_BY_MEDIA_TYPE: dict[str, Kind] = {
    "text/html": "html", "application/xhtml+xml": "html", "text/markdown": "markdown", "text/plain": "text",
    "message/rfc822": "mail", "multipart/related": "mail",
}  # fmt: skip
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p)\b",
    re.I | re.S,
)
_PROLOG = rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*|<[?!][^>]{0,500}>\s*){0,20}"
FEED = re.compile(_PROLOG + rb"<(?:\w+:)?(?:rss|feed|RDF)\b", re.DOTALL)
SITEMAP = re.compile(_PROLOG + rb"<(?:urlset|sitemapindex)\b", re.DOTALL)
_JSON_FEED = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{.*\"version\"\s*:\s*\"https?:\\?/\\?/jsonfeed\.org", re.DOTALL)
_TAG = re.compile(rb"<[a-z!/]", re.IGNORECASE)
_MAIL = (b"mime-version:", b"content-type:", b"from:", b"received:", b"subject:")
_CONTROLS = bytes(byte for byte in range(32) if byte not in range(9, 14))
_OTHER = {
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"RIFF": "a picture or sound",
    b"\xd0\xcf\x11\xe0": "an old Word file: save it as .docx", b"{\\rtf": "an RTF file: save it as .docx",
    b"\x1f\x8b": "a compressed file: unpack it", b"7z\xbc\xaf": "a compressed file: unpack it",
}  # fmt: skip


def kind_of(data: bytes, name: str, media_type: str = "") -> Kind:
    """Tell the kind.

    Args:
        data: the document.
        name: of the file, or the URL; for the message too.
        media_type: of the HTTP header, if it came from the web.

    Raises:
        FeedFound: it is a feed or sitemap.
        UnreadableSource: it is empty, or of a kind that cannot be read.
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise UnreadableSource(f"{name} is empty.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        if b"word/" in data:
            return "docx"
        raise UnreadableSource(f"{name} is an archive. Unpack it, and add the files in it.")
    _refuse_others(data, name)
    suffix = PurePath(re.sub(r"^(https?:[^?#]*).*", r"\1", name)).suffix.lower()
    if _HTML.match(data[:8192].removeprefix(b"\xef\xbb\xbf")) and suffix not in {".md", ".markdown"}:
        return "html"
    if suffix in {".eml", ".mht", ".mhtml"} and _is_mail(data):
        return "mail"
    if _is_binary(data):
        raise UnreadableSource(f"{name} is not text. Give a text, HTML, PDF or Word file.")
    kind = _BY_MEDIA_TYPE.get(media_type) or _BY_SUFFIX.get(suffix, "text")
    return "text" if kind == "mail" or (kind == "html" and not _TAG.search(data)) else kind


def _refuse_others(data: bytes, name: str) -> None:
    for mark, what in _OTHER.items():
        if data.startswith(mark):
            raise UnreadableSource(f"{name} is {what}. Give a text, HTML, PDF or Word file.")
    if any(mark.match(data[:20_000]) for mark in (FEED, SITEMAP, _JSON_FEED)):
        raise FeedFound(f"{name} is a feed or sitemap, no article. “pullquote add” adds the articles that it lists.")
    if data.lstrip()[:5] == b"<?xml" and not _HTML.match(data[:8192]):
        raise UnreadableSource(f"{name} is XML, no page. Give a text, HTML, PDF or Word file.")


def _is_mail(data: bytes) -> bool:
    return any(line.lower().startswith(_MAIL) for line in data[:8192].split(b"\n")[:40])


def _is_binary(data: bytes) -> bool:
    """Whether bytes are hardly text: many control characters, and no UTF-16 behind the zeros."""
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    strange = len(head) - len(head.translate(None, _CONTROLS))
    return strange > 0.05 * len(head)
