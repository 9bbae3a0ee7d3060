"""Greetings and thanks: a short reply instead of a search."""

from __future__ import annotations

import re

_THANKS = re.compile(r"^(?:thanks?(?: you)?|thx|ty|cheers)(?: so much| a lot)?\W*$", re.IGNORECASE)
_GREETING = re.compile(r"^(?:hi|hello|hey|good (?:morning|afternoon|evening))(?: there)?\W*$", re.IGNORECASE)


def reply(text: str) -> str | None:
    """A reply to a greeting or thanks; None for everything else."""
    asked = " ".join(text.split())
    if _THANKS.match(asked):
        return "You are welcome. Ask me anything else about the articles."
    if _GREETING.match(asked):
        return "Hello. Ask me anything about the articles in the library."
    return None
