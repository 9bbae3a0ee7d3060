"""What people call publishers: "Reuters" is the Reuters News Agency, "the Times" The Brandal Times."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_KIND = frozenset(
    "agency group international magazine media network news newspaper online press radio service tv".split()
)
"""What a publisher is, rather than its name: "Reuters" alone is one, "the News" alone is none."""
_SITE = re.compile(r"(?:www\.)?([\w-]+)(?:\.[a-z]{2,3})?\.[a-z]{2,}", re.IGNORECASE)


class Called(NamedTuple):
    """A name of a publisher.

    Attributes:
        pattern: a regular expression of the name, with the article that it may or must have.
        publisher: as stored.
    """

    pattern: str
    publisher: str


def called(publishers: Iterable[str], text: str) -> list[Called]:
    """The names in a text that can mean only one of these publishers, longest first.

    A name may leave out what the publisher is (``News Agency``), the ending of a site, or, behind "the", all but its
    last words, which are then written with the capitals that they have in the name.
    """
    spelled = text.casefold()
    found: dict[str, Called] = {}
    short: defaultdict[str, list[Called]] = defaultdict(list)
    for publisher in publishers:
        bare = _bare(publisher)
        if bare.casefold() in spelled:
            found.setdefault(bare.casefold(), Called(_with_the(bare), publisher))
        for words, pattern in _short(bare):
            if words.casefold() in spelled:
                short[words.casefold()].append(Called(pattern, publisher))
    for words, names in short.items():
        if len(names) == 1:
            found.setdefault(words, names[0])
    return [found[words] for words in sorted(found, key=len, reverse=True)]


def _short(bare: str) -> Iterator[tuple[str, str]]:
    """The words of each short name of a publisher, and their pattern."""
    site = _SITE.fullmatch(bare)
    words = [site[1]] if site else bare.split()
    while len(words) > 1 and words[-1].casefold() in _KIND:
        words = words[:-1]
    short = " ".join(words)
    if short != bare and short.casefold() not in _KIND:
        yield short, _with_the(short)
    for first in range(1, len(words)):
        last = " ".join(words[first:])
        if last[0].isupper():
            yield last, rf"(?-i:[Tt]he {re.escape(last)})(?!\w)"


def _with_the(name: str) -> str:
    return rf"(?:[Tt]he )?{re.escape(name)}(?!\w)"


def _bare(publisher: str) -> str:
    return re.sub(r"^the ", "", publisher, flags=re.IGNORECASE)
