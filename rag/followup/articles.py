"""Which article "the second article" is: counted in the order in which the last answer cited them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.types import Question

_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "other": 1}
_REFERENCE = re.compile(
    rf"(?P<lead>\s*\b(?:in|from|according\s+to)\s+)?\bthe\s+(?P<place>{'|'.join(_PLACES)})\s+(?:article|story|report)\b",
    re.IGNORECASE,
)


def in_article(text: str, question: Question) -> tuple[str, Question]:
    """Ask only the article that a question counts out, where the last answer that cited several has as many.

    Args:
        text: the question, standing alone.
        question: with the conversation before it.

    Returns:
        The text without the reference, and the question with that article as its scope; both unchanged without one.
    """
    found = _REFERENCE.search(text)
    articles: Sequence[str] = next((turn.articles for turn in reversed(question.history) if len(turn.articles) > 1), ())
    if not found or not articles:
        return text, question
    place = found["place"].lower()
    if _PLACES[place] >= len(articles) or (place == "other" and len(articles) != 2):
        return text, question
    rest = f"{text[: found.start()]}{'' if found['lead'] else 'the article'}{text[found.end() :]}"
    scope = replace(question.scope, articles=(articles[_PLACES[place]],))
    return " ".join(rest.split()), replace(question, scope=scope)
