"""Greetings, thanks and the like: a short reply instead of a search."""

from __future__ import annotations

import re

_LEAD = (
    r"^(?:(?:ok(?:ay)?|great|perfect|super|nice|cool|good|wonderful|excellent|alright|right|yes|no|oh|ah|wow)[\s,.!]+)*"
)
_LONGEST = 80
_TAIL = (
    r"(?:\s+(?:there|all|everyone|pullquote|again|now|then|so much|very much|a lot|for (?:that|this|your help)))*\W*$"
)
_THANKS = re.compile(
    rf"{_LEAD}(?:many thanks|thanks?(?:\s+you)?(?:\s+a\s+(?:lot|bunch|million))?|thx|ty|cheers|much appreciated"
    rf"|(?:that|this|it)(?:['’]s|\s+is|\s+was)\s+(?:very\s+|really\s+)?(?:helpful|useful|all|it)){_TAIL}",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"^(?:(?:ok(?:ay)?|great|perfect|super|nice(?: one)?|cool|good(?: job)?|well done|wonderful|excellent|alright|i see"
    r"|got it|understood)[\s,.!]*)+$",
    re.IGNORECASE,
)
_GOODBYE = re.compile(
    rf"{_LEAD}(?:(?:good)?bye(?:[\s-]bye)?|good\s+night|see\s+you(?:\s+(?:later|soon|tomorrow))?"
    rf"|have a (?:nice|good) day){_TAIL}",
    re.IGNORECASE,
)
_GREETING = re.compile(
    rf"^(?:hi+|hello|hey|hiya|greetings|good\s+(?:morning|afternoon|evening|day))(?:[\s,]+how\s+are\s+you)?{_TAIL}"
    r"|^how\s+are\s+you(?:\s+(?:doing|today))?\W*$",
    re.IGNORECASE,
)
_SELF = re.compile(
    rf"^(?:(?:hi|hello|hey)[\s,.!]+)?(?:(?:who|what)\s+are\s+you|what(?:['’]s|\s+is)\s+your\s+name"
    rf"|are\s+you\s+(?:an?\s+)?(?:ai|robot|bot|human|person|real|chatgpt)){_TAIL}",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"^(?:(?:hi|hello|hey)[\s,.!]+)?(?:please\s+)?(?:help(?:\s+me)?(?:\s+please)?|how\s+does\s+(?:this|it)\s+work"
    r"|how\s+do\s+i\s+use\s+(?:this|it|you)|what\s+can\s+(?:you\s+do|i\s+(?:ask|do))(?:\s+(?:here|you))?"
    r"|what\s+do\s+you\s+do|can\s+you\s+help(?:\s+me)?)\W*$",
    re.IGNORECASE,
)
_REPLIES = (
    (_THANKS, "You are welcome. Ask me anything else about the articles."),
    (_PRAISE, "Good. Ask me anything else about the articles."),
    (_GOODBYE, "Goodbye. The articles stay in the library."),
    (_GREETING, "Hello. Ask me anything about the articles in the library."),
    (_SELF, "I answer questions about the articles in the library, and prove each answer with their own words."),
    (
        _HELP,
        "Ask a question about the articles, such as “who was hurt?” or “when does it open?”. I prove each answer with "
        "the articles’ own words, and say so when they do not answer. You can ask on: “why?”, “and in 2024?”.",
    ),
)


def reply(text: str) -> str | None:
    """A reply to a greeting, thanks, goodbye, or a question about the program; None for everything else."""
    asked = " ".join(text.split())
    if len(asked) > _LONGEST:
        return None
    return next((said for pattern, said in _REPLIES if pattern.match(asked)), None)
