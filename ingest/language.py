"""Name the language of a text."""

from __future__ import annotations

import re

import py3langid

_ENGLISH = frozenset(
    "the of and to in that is was for on with as he it at by from his said have has be are not".split()
)


def name_language(text: str, declared: str | None) -> str | None:
    """The two-letter code (ISO 639-1) of a text's language.

    English is told by its function words, any other language by py3langid. Where a page declares another language
    than its text is in, the text counts.

    Args:
        text: an article.
        declared: what the source says, if it does.
    """
    words = re.findall(r"[^\W\d_]+", text[:5000].lower())
    if len(words) < 20:
        return declared
    if sum(map(_ENGLISH.__contains__, words)) > 0.2 * len(words):
        return "en"
    code, _ = py3langid.classify(text[:5000])
    return str(code)
