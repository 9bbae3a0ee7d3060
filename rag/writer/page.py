"""What a model has written so far, and what the articles say of each sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.cite.entail import load_entailment
from rag.cite.verdict import Check, check, overlap, repair
from rag.types import Answer, Article, Citation, Passage, Span, Statement, Verdict
from rag.words import content_stems
from rag.writer.words import Written, written

_FEWEST_WORDS = 3
"""Meaningful words that a sentence needs to be held against an article by itself."""
_ABOUT = re.compile(r"^(?:the|this)\s(?:passage|article|text)s?\s(?:is|are)\sabout\b", re.IGNORECASE)
"""What small models write before they answer."""
_NO_ANSWER = re.compile(
    r"""^(?:(?:i['’]m\s|i\sam\s)?(?:sorry|unfortunately)\b\W*(?:but\s)?)?(?:
        (?:there\sis|i\s(?:have|found|see))\sno\s(?:information|mention|answer)\b
      | (?:based\son\s|according\sto\s)?(?:the\s|these\s|none\sof\sthe\s)?(?:provided\s|given\s|above\s)?
        (?:articles?|passages?|texts?)\b[^.]{0,40}\b
        (?:do(?:es)?(?:\snot|n['’]t)|say\snothing|ha(?:s|ve)\sno|no\s(?:information|mention))\b
      )""",
    re.IGNORECASE | re.VERBOSE,
)


class Page:
    """Holds sentences against the articles; each is held once, however often the page is looked at.

    Args:
        passages: as numbered in the prompt.
        articles: those of the passages, by id.
        read: the reader's answer to the same question; bare words such as a name hold when they are part of it.
    """

    def __init__(self, passages: Sequence[Passage], articles: Mapping[str, Article], read: Answer) -> None:
        self._passages = passages
        self._articles = list({p.span.article: articles[p.span.article] for p in passages}.values())
        self._read = read
        self._checks: dict[str, Check] = {}

    def statements(self, text: str, *, complete: bool) -> tuple[Statement, ...]:
        """The sentences of a text as statements, each once, without those that say that nothing is said.

        Args:
            text: what the model has written.
            complete: whether it is all; otherwise the last sentence is still being written, and not checked.
        """
        sentences = list({_same(one.text): one for one in reversed(written(text))}.values())[::-1]
        sentences = [one for one in sentences if not (finds_nothing(one.text) or _ABOUT.match(one.text))]
        ended, writing = (sentences, []) if complete else (sentences[:-1], sentences[-1:])
        citations: dict[Span, Citation] = {}
        found = [self._statement(sentence, citations) for sentence in ended]
        return (*found, *(Statement(one.text, (), Verdict.UNCHECKED) for one in writing))

    def _statement(self, sentence: Written, citations: dict[Span, Citation]) -> Statement:
        """The sentence with the citations that support it, whatever numbers it came with."""
        cited = [self._passages[n - 1].span for n in sentence.numbers if 0 < n <= len(self._passages)]
        held = self._checks.get(sentence.text) or self._check(sentence.text)
        self._checks[sentence.text] = held
        for span in (spans := self._outside_headings(repair(held, cited))):
            found = "writer" if any(overlap(span, one) for one in cited) else "repair"
            citations.setdefault(span, Citation(len(citations) + 1, span, found))
        reason = "" if held.verdict is Verdict.SUPPORTED else held.reason
        return Statement(sentence.text, tuple(citations[span] for span in spans), held.verdict, reason)

    def _outside_headings(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """The spans without those of headings, which name without proving, where there are others."""
        headings = {(a.id, start) for a in self._articles for start, _ in a.subheads}
        return tuple(span for span in spans if (span.article, span.start) not in headings) or spans

    def _check(self, sentence: str) -> Check:
        if len(content_stems(sentence)) >= _FEWEST_WORDS:
            return check(sentence, self._articles, load_entailment())
        if self._read.refused or _same(sentence) not in _same(self._read.text):
            reason = "these are too few words to hold against the articles"
            return Check(sentence, Verdict.UNSUPPORTED, reason, (), "words")
        spans = tuple(citation.span for citation in self._read.citations)
        return Check(sentence, Verdict.SUPPORTED, "the reader found the same", spans, "words")


def finds_nothing(sentence: str) -> bool:
    """Whether a model says that the passages do not answer."""
    return bool(_NO_ANSWER.match(sentence))


def holding(statements: Sequence[Statement]) -> str:
    """The supported statements, one after the other."""
    return " ".join(one.text for one in statements if one.verdict is Verdict.SUPPORTED)


def _same(text: str) -> str:
    """Words in a common form."""
    return " ".join(re.findall(r"\w+", text.lower()))
