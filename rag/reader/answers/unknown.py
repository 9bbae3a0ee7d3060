"""What the article itself calls unknown: "did not identify which countries", "the deadline is not clear"."""

from __future__ import annotations

import re

from rag.reader.answers.draft import Draft
from rag.reader.evidence import Evidence
from rag.types import Span
from rag.words import content_stems, coverage

_WITHHELD = (
    r"(?:did|does|do|has|have|had|would|could|will)(?:\s+not|n['’]t)(?:\s+yet)?(?:\s+immediately)?\s+"
    r"(?:identif\w+|nam(?:e|ed)|say|said|disclos\w+|specif\w+|reveal\w*|give|given|elaborat\w+|provid\w+|detail\w*|confirm\w*|know|explain\w*)"
    r"|(?:declin|refus)(?:ed|es|ing)\s+to\s+(?:say|name|identify|comment|give|disclose|specify|elaborate|reveal)"
)
_SETTLED = (
    r"(?:clear|known|certain|decided|determined|announced|disclosed|released|established|identified|named|specified|set|"
    r"published|made\s+public)"
)
_OPEN = (
    rf"(?:is|are|was|were|remain(?:s|ed)?)\s+(?:still\s+|also\s+|yet\s+)?(?:not\s+(?:yet\s+)?|un|yet\s+to\s+be\s+){_SETTLED}"
    rf"|(?:has|have|had)\s+(?:not\s+(?:yet\s+)?been|yet\s+to\s+be)\s+{_SETTLED}"
)
_BEHIND = re.compile(rf"(?:{_WITHHELD}|\bit\s+(?:{_OPEN})|\bunclear)\b(?P<what>[^.;]*)", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<what>[^.;,“”]*?)(?<!\bit)\s+(?:{_OPEN})\b", re.IGNORECASE)
_NUMBER = re.compile(r"\bhow (?:many|much)\b|\bnumber\b", re.IGNORECASE)
_PASSAGES = 4
_LEAST_SHARED = 0.5


def answer(evidence: Evidence) -> Draft | None:
    """The sentence that says that what was asked is not known; None when no sentence of the best passages does."""
    best: tuple[float, Span] | None = None
    for passage in evidence.passages[:_PASSAGES]:
        text = evidence.text_of(passage.span)
        before = ""
        for start, end in text.sentences:
            words = text.article.text[start:end]
            if passage.span.start <= start < passage.span.end:
                shared = coverage(evidence.question, f"{before} {words}")
                is_asked = any(_asks_for(evidence.question, what) for what in what_is_unknown(words))
                if is_asked and shared >= _LEAST_SHARED and (best is None or shared > best[0]):
                    best = shared, text.span(start, end)
            before = words
    if best is None:
        return None
    return Draft(f"The article says that this is not known: {evidence.words(best[1])}", (best[1],), said_unknown=True)


def what_is_unknown(sentence: str) -> list[str]:
    """The parts of a sentence that say what is not known, such as "the deadline" or "which countries"."""
    return [found["what"].strip() for pattern in (_BEHIND, _BEFORE) for found in pattern.finditer(sentence)]


def _asks_for(question: str, what: str) -> bool:
    """Whether the question asks for what is unknown: for its first meaningful word, and for a number if it is one."""
    if bool(_NUMBER.search(question)) != bool(_NUMBER.search(what)):
        return False
    head = content_stems(what)[:1]
    return bool(head) and head[0] in content_stems(question)
