"""One address for one article: without tracking, AMP and mobile twins."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|ref|ref_src|ref_url|referrer|cmpid|cmp|ito|ocid|"
    r"smid|smtyp|partner|spm|xtor|at_\w+|wt\.\w+|ncid|sr_share|share|source|feature|guccounter|guce_\w+|__twitter_impression|"
    r"amp|outputtype|taid|sh|via|traffic_source|recirc\w*|pk_\w+|mkt_tok|trk\w*|CMP",
    re.IGNORECASE,
)
_TWIN_HOST = re.compile(r"^(?:m|mobile|amp)\.(?=[^.]+\.[^.]+)")


def canonical_url(url: str) -> str:
    """Reduce an address to what names the article.

    Lower-case scheme and host, no user name, no default port, no fragment, no tracking parameters, no ``m.`` or
    ``amp.`` host and no ``/amp`` path; the other parameters in order.
    """
    parts = urlsplit(url.strip())
    host = _TWIN_HOST.sub("", (parts.hostname or "").rstrip("."))
    try:
        port = parts.port
    except ValueError:
        port = None
    if port and (parts.scheme.lower(), port) not in {("http", 80), ("https", 443)}:
        host = f"{host}:{port}"
    path = re.sub(r"/amp(?=/?$)|^/amp(?=/.)|(?<=\.)amp\.(?=html?$)", "", parts.path) or "/"
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
    return urlunsplit((parts.scheme.lower(), host, path.rstrip("/") or "/", urlencode(query), ""))
