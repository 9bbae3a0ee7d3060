"""E-mail files (.eml, such as newsletters) and saved pages in one file (MHTML) to a draft."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage

from ingest.dates import read_date
from ingest.decode import decode
from ingest.draft import Draft, Dropped
from ingest.html import read_html
from ingest.plaintext import read_plain_text
from rag.errors import NoArticleFound, UnreadableSource

_REPLY = re.compile(r"^(?:(?:fwd?|re|wg|aw|tr)\s*:\s*)+", re.IGNORECASE)
_PASSED_ON = re.compile(
    r"(?:^|(?<=\n))[>\s]*(?:-{2,}\s*(?:forwarded|original)\s+message\s*-{2,}|begin\s+forwarded\s+message:)\s*",
    re.IGNORECASE,
)
_HEAD_LINE = re.compile(
    r"[>*\s]*(?P<name>from|date|sent|subject|to|cc|reply-to)\s*:[ \t]*(?P<value>[^\n]*)(?:\n|\Z)", re.IGNORECASE
)
_SIGNATURE = re.compile(r"^-- ?\r?$", re.MULTILINE)
_EDGE = 6  # blocks above a message that is passed on


def read_mail(data: bytes, name: str) -> Draft:
    """Read a message's article: its HTML part or, without one, its plain text.

    A saved page (MHTML) says where it came from; an e-mail gives the title, the sender and the day: those of the
    message that it passes on, where it does.

    Raises:
        UnreadableSource: it has neither an HTML nor a text part.
        NoArticleFound: there is no article in it.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    saved_from = message.get("Snapshot-Content-Location")
    page, text = (_part(message, kind) for kind in ("html", "plain"))
    if page is None and text is None:
        raise UnreadableSource(f"{name} is a message without text.")
    passed_on = _forwarded(text) if text and not saved_from else None
    text = passed_on.text if passed_on else text
    draft = _from_parts(page, text and _SIGNATURE.split(text)[0], str(saved_from) if saved_from else None)
    if not saved_from:
        _drop_head(draft)
        head = {name: str(message.get(name, "")) for name in ("subject", "from", "date")}
        _read_headers(head | passed_on.head if passed_on else head, draft)
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
                payload = part.get_payload(decode=True)
            except (LookupError, ValueError, AssertionError):
                return None
            # Browsers save pages without saying the character set of a part.
            return decode(payload, part.get_content_charset()) if isinstance(payload, bytes) else None
    return None


@dataclass(frozen=True, slots=True)
class _Forwarded:
    """A message inside a message: what its head says, and the text below that."""

    head: dict[str, str]
    text: str


def _forwarded(text: str) -> _Forwarded | None:
    """The message that a message passes on, or None."""
    mark = _PASSED_ON.search(text)
    if mark is None:
        return None
    head, place = {}, mark.end()
    while line := _HEAD_LINE.match(text, place):
        head[line.group("name").lower()] = line.group("value").strip(" *")
        place = line.end()
    return _Forwarded(head, text[place:]) if head else None


def _drop_head(draft: Draft) -> None:
    """Drop what stands above a message that was passed on, with its head."""
    for i, block in enumerate(draft.blocks[:_EDGE]):
        if _PASSED_ON.search(block.text):
            draft.dropped += (Dropped(above.text, "above the forwarded message") for above in draft.blocks[: i + 1])
            draft.blocks = draft.blocks[i + 1 :]
            return


def _read_headers(head: Mapping[str, str], draft: Draft) -> None:
    subject = _REPLY.sub("", head.get("subject", "").strip())
    sender, _ = email.utils.parseaddr(head.get("from", ""))
    draft.title = subject or draft.title
    draft.publisher = draft.publisher or sender or None
    sent = head.get("date") or head.get("sent") or ""
    try:
        draft.published = draft.published or email.utils.parsedate_to_datetime(sent)
    except ValueError:
        draft.published = read_date(sent)
