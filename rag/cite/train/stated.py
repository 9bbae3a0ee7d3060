"""A question with its answer as one statement.

"Who opened the bridge?" and "Per Aune" make "Per Aune opened the bridge." Only questions whose answer is the subject
are turned, since their words keep their order (the simplest of the rules of QA2D, Demszky et al. 2018).
"""

from __future__ import annotations

import re

_BE = r"(?:is|was|are|were)"
_MODAL = r"(?:will|would|can|could|may|might|must|should)"
_PARTICIPLE = r"(?:\w+ed|\w+en|made|built|held|born|sold|shot|known|hit|cut|put|set|won|lost|found|brought|taught)"
_VERB = (
    r"(?!(?:did|does|do)\b)(?:\w+ed|won|led|said|made|wrote|built|sold|took|gave|became|held|lost|began|ran|found|kept|"
    r"saw|left|came|went|told|met|fell|rose|grew|drew|spoke|beat|bought|brought|thought|taught|sent|paid|broke|"
    r"chose|knew|drove|stood|shot|sang|fought|rules|owns|makes|runs|leads|lives|lived|live|works|contains|provides)"
)
_NOUN = rf"(?!(?:did|does|do|has|have|had|{_BE}|{_MODAL})\b)\w+"
_SUBJECT = re.compile(
    rf"^(?:who|what|(?:which|what)\s(?:{_NOUN}\s){{1,3}}?|how\smany\s(?P<counted>(?:{_NOUN}\s){{1,3}}?))\s?"
    rf"(?P<rest>{_VERB}\s\w+.*"
    rf"|{_BE}\s(?:the|an?|one|not|{_PARTICIPLE}|(?:also|first|later|originally|mostly)\s{_PARTICIPLE})\s.+"
    rf"|{_MODAL}\s(?:be|have|not)\s.+"
    rf"|(?:has|have|had)\s(?:been|not|{_PARTICIPLE})\s.+)$",
    re.IGNORECASE,
)
_LEFT_BEHIND = re.compile(r"\b(?:of|to|in|at|on|for|by|from|with|as|about|into|called|named|known)$", re.IGNORECASE)
_TURNED = re.compile(rf"^(?:{_MODAL}|{_BE})\s(?:the|an?|he|she|it|they|you|i|we|[A-Z])\b.*\s{_PARTICIPLE}$")


def stated(question: str, answer: str) -> str | None:
    """The statement, or None where the answer is not plainly the question's subject."""
    found = _SUBJECT.match(" ".join(question.rstrip("? ").split()))
    if not found or _LEFT_BEHIND.search(found["rest"]) or _TURNED.match(found["rest"]):
        return None
    subject = answer.strip().rstrip(".,;:")
    if found["counted"] and found["counted"].split()[0].lower() not in answer.lower():
        subject = f"{subject} {found['counted'].strip()}"
    return f"{subject[:1].upper()}{subject[1:]} {found['rest']}." if subject else None
