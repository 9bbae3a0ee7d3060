"""What "the company" or "the town" stands for: the name with which a question about which one it is was answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.followup.mentions import whole_name
from rag.followup.pronouns import owner
from rag.types import Turn

_NOUNS = (
    "company|firm|bank|club|team|party|union|agency|group|ministry|paper|newspaper|country|city|town|village|state|"
    "island|port|airport|ship|man|woman|minister|player|officer"
)
_DESCRIBED = re.compile(
    rf"\bthe\s(?P<noun>{_NOUNS})(?P<owner>['’]s)?\b(?!\s(?:of|that|which|who|in|from|behind)\b)", re.IGNORECASE
)


def named(asked: str, turns: Sequence[Turn]) -> str:
    """Put the name for "the company" where an earlier question asked which company it is.

    Args:
        asked: the question.
        turns: the turns before it, the latest last.
    """
    for found in reversed(list(_DESCRIBED.finditer(asked))):
        name = next((name for turn in reversed(turns) if (name := _answered(found["noun"], turn))), None)
        if name and name.lower() not in asked.lower():
            asked = f"{asked[: found.start()]}{owner(name) if found['owner'] else name}{asked[found.end() :]}"
    return asked


def _answered(noun: str, turn: Turn) -> str | None:
    """The name that a turn gives to the question which one it is."""
    if not re.match(rf"(?:which|what)\s(?:\w+\s)?{noun}\b", turn.question, re.IGNORECASE):
        return None
    name = whole_name(turn.answer)
    return name.text if name else None
