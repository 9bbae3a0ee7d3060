"""One verdict for a statement: the rules in a row, the first that fails gives the reason.

A statement is held against the article's own sentences (attribution as in ALCE, Gao et al. 2023); a citation that does
not support it is replaced by one that does, after RARR (Gao et al. 2023), without rewriting the statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.cite import rules
from rag.cite.align import Window, sentences_of, window
from rag.sentences import sentences
from rag.types import Article, Span, Verdict

SUPPORTED_COVERAGE = 0.5
"""Least weighted share of a statement's words in the sentences that it rests on."""
PARTLY_COVERAGE = 0.35
ENTAILED = 0.9
"""Probability of support above which a model outweighs a rule that rests on words alone."""
NOT_ENTAILED = 0.1
_MARKER = re.compile(r"\s*\[\d+(?:\s*[,;]\s*\d+)*\]|^\s*(?:[-*•]|\d+[.)])\s+")


@dataclass(frozen=True, slots=True)
class Check:
    """What the articles say of a statement.

    Attributes:
        text: the statement as given.
        verdict: supported, partly, or unsupported.
        reason: why, in words for a reader; for a supported statement that its words are in the article.
        spans: the sentences that decide, most telling first; none when no article has anything like it.
        rule: which rule decided: ``quote``, ``speaker``, ``number``, ``day``, ``name``, ``negation``, ``certainty``,
            ``roles``, ``words`` or ``model``.
    """

    text: str
    verdict: Verdict
    reason: str
    spans: tuple[Span, ...]
    rule: str


def check(statement: str, articles: Sequence[Article], entailment: float | None = None) -> Check:
    """Hold one statement against articles.

    Args:
        statement: one sentence; numbers in square brackets are left out.
        articles: where its support may stand.
        entailment: probability, 0 to 1, that a model gives to the support of the statement by the articles.

    Returns:
        The check against the article that has most of its words; of two that come near each other, the better one.
    """
    bare = _MARKER.sub("", statement).strip()
    if not articles or not re.search(r"\w", bare):
        return Check(statement, Verdict.UNSUPPORTED, "no article says anything like this", (), "words")
    found = [(article, window(bare, article.text)) for article in articles]
    most = max(view.coverage for _, view in found)
    checks = [
        (_against(statement, bare, article, view, entailment), view.coverage)
        for article, view in found
        if view.coverage > most - 0.1
    ]
    order = list(Verdict)
    return min(checks, key=lambda pair: (order.index(pair[0].verdict), -pair[1]))[0]


def check_text(text: str, articles: Sequence[Article]) -> list[Check]:
    """Hold a draft against articles, sentence by sentence, in order."""
    return [check(text[start:end], articles) for start, end in sentences(text) if re.search(r"\w", text[start:end])]


def repair(statement: str, cited: Sequence[Span], articles: Sequence[Article]) -> tuple[Span, ...]:
    """Find the right citations of a statement.

    Args:
        statement: one sentence.
        cited: the spans that its citations stand for.
        articles: where its support may stand.

    Returns:
        The cited spans that hold a deciding sentence, else the deciding sentences; none for an unsupported statement.
    """
    found = check(statement, articles)
    if found.verdict is Verdict.UNSUPPORTED:
        return ()
    right = tuple(span for span in cited if any(_overlap(span, decides) for decides in found.spans))
    return right or found.spans


def _overlap(one: Span, other: Span) -> bool:
    same = (one.article, one.version) == (other.article, other.version)
    return same and one.start < other.end and other.start < one.end


def _against(statement: str, bare: str, article: Article, view: Window, entailment: float | None) -> Check:
    if whole := _verbatim(bare, article.text):
        return Check(
            statement,
            Verdict.SUPPORTED,
            "the article says so, word for word",
            (Span(article.id, article.version, *whole),),
            "words",
        )
    spans = tuple(Span(article.id, article.version, s.start, s.end) for s in view.sentences)
    finding = rules.first_failure(bare, article, view)
    if finding and not (finding.soft and entailment is not None and entailment >= ENTAILED):
        return Check(statement, Verdict.UNSUPPORTED, finding.reason, finding.spans or spans[:1], finding.rule)
    if entailment is not None and entailment <= NOT_ENTAILED:
        return Check(statement, Verdict.UNSUPPORTED, "the article does not bear this out", spans[:1], "model")
    if entailment is not None and entailment >= ENTAILED:
        return Check(statement, Verdict.SUPPORTED, "the article says so", spans, "model")
    return _by_coverage(statement, view.coverage, spans)


def _verbatim(statement: str, text: str) -> tuple[int, int] | None:
    """The sentence of the article that a statement repeats."""
    words = re.findall(r"\w+", statement.lower())
    for sentence in sentences_of(text):
        if re.findall(r"\w+", text[sentence.start : sentence.end].lower()) == words:
            return sentence.start, sentence.end
    return None


def _by_coverage(statement: str, coverage: float, spans: tuple[Span, ...]) -> Check:
    if coverage >= SUPPORTED_COVERAGE:
        return Check(statement, Verdict.SUPPORTED, "the article says so", spans, "words")
    if coverage >= PARTLY_COVERAGE:
        return Check(statement, Verdict.PARTLY, "the article says only part of this", spans, "words")
    return Check(statement, Verdict.UNSUPPORTED, "no article says anything like this", spans[:1], "words")
