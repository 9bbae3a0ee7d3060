"""What the article itself calls unknown: "did not identify which countries", "the deadline is not clear"."""

from __future__ import annotations

import re

from rag.reader.answers.draft import Draft
from rag.reader.evidence import Evidence
from rag.reader.kinds import Kind, kind_of
from rag.types import Span
from rag.words import content_stems, coverage

_WITHHELD = (
    r"(?:did|does|do|has|have|had|would|could|will)(?:\s+not|n['’]t)(?:\s+yet)?(?:\s+immediately)?\s+"
    r"(?:identif\w+|nam(?:e|ed)|say|said|disclos\w+|specif\w+|reveal\w*|give|given|elaborat\w+|provid\w+|detail\w*|confirm\w*|know|explain\w*)"
    r"|(?:has|have|had)(?:\s+not|n['’]t)(?:\s+yet)?\s+(?:set|decided|chosen|fixed|worked\s+out|calculated|determined|announced)"
    r"|(?:declin|refus)(?:ed|es|ing)\s+to\s+(?:say|name|identify|comment\s+on|give|disclose|specify|elaborate|reveal)"
)
_SETTLED = (
    r"(?:clear|known|certain|decided|determined|announced|disclosed|released|established|identified|named|specified|set|"
    r"published|made\s+public|worked\s+out|confirmed)"
)
_OPEN = (
    rf"(?:is|are|was|were|remain(?:s|ed)?)\s+(?:still\s+|also\s+|yet\s+)?"
    rf"(?:not\s+(?:yet\s+|immediately\s+)?|un|yet\s+to\s+be\s+|still\s+being\s+|being\s+){_SETTLED}"
    rf"|(?:has|have|had)\s+(?:not\s+(?:yet\s+)?been|yet\s+to\s+be)\s+{_SETTLED}"
    rf"|(?:can(?:\s*not|['’]t)|could\s+not|may\s+not)\s+be\s+(?:named|identified|disclosed)"
)
_BEHIND = re.compile(rf"(?:{_WITHHELD}|\bit\s+(?:{_OPEN})|\bunclear)\b(?P<what>[^.;]*)", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<what>[^.;,“”]*?)(?<!\bit)\s+(?:{_OPEN})\b", re.IGNORECASE)
_WITHOUT_NAME = re.compile(
    rf"(?P<what>(?:[\w’'-]+\s+){{1,3}})(?:that|which|whom|who)\s+(?:[\w’'-]+\s+){{0,3}}(?:{_WITHHELD})\s*(?=[.,;]|$)",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:I|[Ww]e|[Yy]ou)\s+(?:did|do|have|had|would|could|will)(?:\s+not|n['’]t)\b[^.;]*")
"""What somebody does not know is not what the article calls unknown."""
_CUE = re.compile(rf"n(?:o|['’])t\b|\bdeclin|\brefus|\bun{_SETTLED}\b|\byet\b|\bbeing\b", re.IGNORECASE)
"""What every sentence that calls something unknown has; most have none, and are spared the patterns above."""
_NUMBER = re.compile(r"\bhow (?:many|much)\b|\bnumber\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\W*(?:it|he|she|they|this|that|them|him|her|which one|which ones)?\W*", re.IGNORECASE)
_ASKS_NAME = re.compile(r"\b(?:who|whose|which|names?|identity|called)\b", re.IGNORECASE)
_ASKED_AS = (
    (re.compile(r"\bwhere\b", re.IGNORECASE), "whereabouts location place"),
    (re.compile(r"\bwhen\b|\bhow long\b", re.IGNORECASE), "date day time deadline duration"),
    (re.compile(r"\bwhy\b", re.IGNORECASE), "cause reason motive"),
    (re.compile(r"\bwho\b|\bnames?\b", re.IGNORECASE), "name identity"),
    (re.compile(r"\bcosts?\b|\bprice\b|\bpay\b|\bhow much\b", re.IGNORECASE), "price cost amount sum"),
)
"""What a question asks for in other words than those in which an article says that it is not known."""
_CLAUSE = re.compile(r"\W*(?:(?:and|but|or)\s+)?(?P<asks>what|which|who|where|when|why|how|whether)\b", re.IGNORECASE)
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
                is_asked = any(_asks_for(evidence.question, what) for what in what_is_unknown(words)) or any(
                    _asks_name(evidence.question, thing) for thing in what_is_unnamed(words)
                )
                shared = coverage(evidence.question, f"{before} {words}") if is_asked else 0.0
                if shared >= _LEAST_SHARED and (best is None or shared > best[0]):
                    best = shared, text.span(start, end)
            before = words
    if best is None:
        return None
    return Draft(f"The article says that this is not known: {evidence.words(best[1])}", (best[1],), said_unknown=True)


def what_is_unknown(sentence: str) -> list[str]:
    """The parts of a sentence that say what is not known, such as "the deadline" or "which countries".

    A part is empty or a pronoun where the thing itself stands in the sentence before.
    """
    if not _CUE.search(sentence):
        return []
    rest = _OWN.sub("", _WITHOUT_NAME.sub("", sentence))
    return [found["what"].strip() for pattern in (_BEHIND, _BEFORE) for found in pattern.finditer(rest)]


def what_is_unnamed(sentence: str) -> list[str]:
    """What a sentence mentions without its name: "a hospital" in "a hospital that the company did not name"."""
    return [found["what"].strip() for found in _WITHOUT_NAME.finditer(sentence)] if _CUE.search(sentence) else []


def _asks_name(question: str, thing: str) -> bool:
    return bool(_ASKS_NAME.search(question)) and bool(set(content_stems(question)) & set(content_stems(thing)))


def _asks_for(question: str, what: str) -> bool:
    """Whether a question asks for what is unknown: both ask for a number or neither, and for the same thing."""
    if bool(_NUMBER.search(question)) != bool(_NUMBER.search(what)) and not _is_asked_as(question, what):
        return False
    if _POINTS_BACK.fullmatch(what):
        return bool(_ASKS_NAME.search(question))
    asked, unknown = content_stems(question), content_stems(what)
    clause = _CLAUSE.match(what)
    if clause and _asks_with(question, clause["asks"]):
        return 2 * sum(stem in asked for stem in unknown) >= len(unknown)
    return bool(set(unknown[:1]) & set(asked)) or _is_asked_as(question, what)


def _asks_with(question: str, word: str) -> bool:
    """Whether a question asks with this word: "which", "when", or "whether" for one of yes or no."""
    if word.lower() == "whether" and kind_of(question) is Kind.YES_NO:
        return True
    return bool(re.search(rf"\b{word}\b", question, re.IGNORECASE))


def _is_asked_as(question: str, what: str) -> bool:
    """Whether what is unknown is the whereabouts of a question "where", the cause of a question "why", and so on."""
    head = content_stems(what)[:1]
    return any(pattern.search(question) and head[0] in content_stems(words) for pattern, words in _ASKED_AS if head)
