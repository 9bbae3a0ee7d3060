"""Greetings, thanks and the like: a short reply instead of a search."""

from __future__ import annotations

import re

_THANKS = re.compile(r"^(?:thanks?(?: you)?|thx|ty|cheers)(?: so much| a lot)?\W*$", re.IGNORECASE)
_GOODBYE = re.compile(r"^(?:bye|goodbye|good night|see you)(?: now| later)?\W*$", re.IGNORECASE)
_SELF = re.compile(r"^(?:who|what) are you\W*$|^what can you do\W*$|^help\W*$", re.IGNORECASE)
_GREETING = re.compile(r"^(?:hi|hello|hey|good (?:morning|afternoon|evening))(?: there)?\W*$", re.IGNORECASE)


def reply(text: str) -> str | None:
    """A reply to a greeting, thanks, goodbye, or a question about the program; None for everything else."""
    asked = " ".join(text.split())
    if _THANKS.match(asked):
        return "You are welcome. Ask me anything else about the articles."
    if _GREETING.match(asked):
        return "Hello. Ask me anything about the articles in the library."
    if _GOODBYE.match(asked):
        return "Goodbye. The articles stay in the library."
    if _SELF.match(asked):
        return "I answer questions about the articles in the library, and prove each answer with their own words."
    return None
