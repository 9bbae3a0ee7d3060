"""What changed between two versions of an article, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_LONG = 8_000  # words; longer texts are compared less exactly, so that it stays fast


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words that is the same in both versions (``old == new``), or was replaced, put in or taken out."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        """Whether nothing changed here."""
        return self.old == self.new


def changes(old: str, new: str) -> list[Change]:
    """Compare two texts by words.

    Returns:
        Runs in order; their ``old`` texts joined are ``old``, their ``new`` texts joined are ``new``.
    """
    before, after = (re.findall(r"\s*\S+|\s+$", text) for text in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=max(len(before), len(after)) > _LONG)
    return [Change("".join(before[i:j]), "".join(after[k:m])) for _, i, j, k, m in matcher.get_opcodes()]
