"""Bytes to text: the character set that the source declares or, when that does not fit, the one that does."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

_META = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_READ_AS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode bytes.

    In this order: a byte order mark, UTF-8 where the bytes are valid UTF-8 (text of another character set hardly
    ever is), the declared set, the set that the page's first bytes name, detection. What still cannot be decoded
    becomes U+FFFD.

    Args:
        data: of a text or HTML file.
        declared: the character set that came with the data, such as in an HTTP header.
    """
    for mark, name in _BOMS.items():
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    meta = _META.search(data[:4096])
    for charset in ("utf-8", declared, meta.group(1).decode("ascii") if meta else None):
        text = _try(data, charset)
        if text is not None:
            return text
    if data.count(b"\0") == 0 and (best := charset_normalizer.from_bytes(data[:65536]).best()):
        return data.decode(best.encoding, errors="replace")
    return data.decode("utf-8", errors="replace")


def _try(data: bytes, name: str | None) -> str | None:
    if not name:
        return None
    try:
        return data.decode(_READ_AS.get(name.lower(), name))
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
