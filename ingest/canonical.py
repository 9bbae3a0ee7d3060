"""One address for one article: without tracking, AMP and mobile twins."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|ref|ref_src|ref_url|referrer|cmpid|cmp|ito|ocid|"
    r"smid|smtyp|partner|spm|xtor|at_\w+|wt\.\w+|ncid|sr_share|share|source|feature|guccounter|guce_\w+|__twitter_impression|"
    r"amp|outputtype|taid|sh|via|traffic_source|recirc\w*|pk_\w+|mkt_tok|trk\w*|CMP",
    re.IGNORECASE,
)
_TWIN_HOST = re.compile(r"^(?:m|mobile|amp)\.(?=[^.]+\.[^.]+)")


def web_address(url: str, base: str | None = None) -> str | None:
    """An address made absolute, or None for what is no http or https address."""
    try:
        found = urljoin(base or "", url.strip())
        parts = urlsplit(found)
    except ValueError:
        return None
    return found if parts.scheme in {"http", "https"} and parts.hostname else None


def canonical_url(url: str) -> str | None:
    """Reduce an address to what names the article; None for what is no http or https address.

    Lower-case scheme and host, no user name, no default port, no fragment, no tracking parameters, no ``m.`` or
    ``amp.`` host and no ``/amp`` path; the other parameters in order.
    """
    address = web_address(url)
    if address is None:
        return None
    parts = urlsplit(address)
    host = _TWIN_HOST.sub("", (parts.hostname or "").rstrip("."))
    host = f"[{host}]" if ":" in host else host
    try:
        port = parts.port
    except ValueError:
        port = None
    if port and (parts.scheme.lower(), port) not in {("http", 80), ("https", 443)}:
        host = f"{host}:{port}"
    path = re.sub(r"/amp(?=/?$)|^/amp(?=/.)|(?<=\.)amp\.(?=html?$)", "", parts.path) or "/"
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
    return urlunsplit((parts.scheme.lower(), host, path.rstrip("/") or "/", urlencode(query), ""))
