"""E-mail files (.eml, such as newsletters) and saved pages in one file (MHTML) to a draft."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from email.message import EmailMessage

from ingest.draft import Draft
from ingest.html import read_html
from ingest.plaintext import read_plain_text
from rag.errors import NoArticleFound, UnreadableSource

_FORWARDED = re.compile(r"^(?:(?:fwd?|re|wg|aw|tr)\s*:\s*)+", re.IGNORECASE)


def read_mail(data: bytes, name: str) -> Draft:
    """Read a message's article: its HTML part or, without one, its plain text.

    A saved page (MHTML) says where it came from; an e-mail gives the title, the sender and the day.

    Raises:
        UnreadableSource: it has neither an HTML nor a text part.
        NoArticleFound: there is no article in it.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    saved_from = message.get("Snapshot-Content-Location")
    page, text = (_part(message, kind) for kind in ("html", "plain"))
    if page is None and text is None:
        raise UnreadableSource(f"{name} is a message without text.")
    draft = _from_parts(page, text, str(saved_from) if saved_from else None)
    if not saved_from:
        _read_headers(message, draft)
    return draft


def _from_parts(page: str | None, text: str | None, url: str | None) -> Draft:
    if page is not None:
        try:
            return read_html(page, url)
        except NoArticleFound:
            if text is None:
                raise
    return read_plain_text(text or "")


def _part(message: EmailMessage, kind: str) -> str | None:
    """The first part of a kind, decoded."""
    for part in message.walk():
        if part.get_content_type() == f"text/{kind}" and part.get_content_disposition() != "attachment":
            try:
                return str(part.get_content())
            except (LookupError, ValueError, AssertionError):
                payload = part.get_payload(decode=True)
                return payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else None
    return None


def _read_headers(message: EmailMessage, draft: Draft) -> None:
    subject = _FORWARDED.sub("", str(message.get("Subject", "")).strip())
    sender, _ = email.utils.parseaddr(str(message.get("From", "")))
    draft.title = subject or draft.title
    draft.publisher = draft.publisher or sender or None
    try:
        draft.published = draft.published or email.utils.parsedate_to_datetime(str(message.get("Date", "")))
    except ValueError:
        return
