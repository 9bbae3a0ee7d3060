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
_PASSAGES = 4
_LEAST_SHARED = 0.5


def answer(evidence: Evidence) -> Draft | None:
    """The sentence that says that what was asked is not known; None when no sentence of the best passages does."""
    asked = set(content_stems(evidence.question))
    best: tuple[float, Span] | None = None
    for passage in evidence.passages[:_PASSAGES]:
        text = evidence.text_of(passage.span)
        before = ""
        for start, end in text.sentences:
            words = text.article.text[start:end]
            if passage.span.start <= start < passage.span.end:
                about = set(content_stems(what_is_unknown(words)))
                shared = coverage(evidence.question, f"{before} {words}")
                if about & asked and shared >= _LEAST_SHARED and (best is None or shared > best[0]):
                    best = shared, text.span(start, end)
            before = words
    if best is None:
        return None
    return Draft(f"The article says that this is not known: {evidence.words(best[1])}", (best[1],), said_unknown=True)


def what_is_unknown(sentence: str) -> str:
    """The part of a sentence that says what is not known, empty where it says nothing of the kind."""
    found = [m["what"] for pattern in (_BEHIND, _BEFORE) for m in pattern.finditer(sentence)]
    return " ".join(found)
