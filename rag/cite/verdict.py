"""One verdict for a statement: the rules in a row, the first that fails gives the reason.

A statement is held against the article's own sentences (attribution as in ALCE, Gao et al. 2023); a citation that does
not support it is replaced by one that does, after RARR (Gao et al. 2023), without rewriting the statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.cite import rules
from rag.cite.align import Window, resolved, sentences_of, window
from rag.cite.entail import Entailment
from rag.cite.governments import by_country
from rag.cite.weigh import Signs, logit, probability
from rag.types import Article, Span, Verdict

SUPPORTED_COVERAGE = 0.5
"""Least weighted share of a statement's words in the sentences that it rests on."""
PARTLY_COVERAGE = 0.35
LIKELY, UNLIKELY = 0.6, 0.3
"""Probability from which a statement is supported though a rule fails, and below which it is not though none does."""
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


def check(statement: str, articles: Sequence[Article], entailment: Entailment | None = None) -> Check:
    """Hold one statement against articles.

    Args:
        statement: one sentence; numbers in square brackets are left out.
        articles: where its support may stand.
        entailment: decides where the rules cannot tell; None for the rules alone.

    Returns:
        The check against the article that has most of its words; of two that come near each other, the better one. A
        capital that acts may stand for its country.
    """
    bare = _MARKER.sub("", statement).strip()
    if not articles or not re.search(r"\w", bare):
        return Check(statement, Verdict.UNSUPPORTED, "no article says anything like this", (), "words")
    found = _against_all(statement, bare, articles, entailment)
    if found.verdict is Verdict.SUPPORTED:
        return found
    others = (_against_all(statement, meant, articles, entailment) for meant in by_country(bare))
    return next((other for other in others if other.verdict is Verdict.SUPPORTED), found)


def _against_all(statement: str, bare: str, articles: Sequence[Article], entailment: Entailment | None) -> Check:
    """The check against the article that has most of the words."""
    found = [(article, window(bare, article.text)) for article in articles]
    most = max(view.coverage for _, view in found)
    checks = [
        (_against(statement, bare, article, view, entailment), view.coverage)
        for article, view in found
        if view.coverage > most - 0.1
    ]
    order = list(Verdict)
    return min(checks, key=lambda pair: (order.index(pair[0].verdict), -pair[1]))[0]


def repair(found: Check, cited: Sequence[Span]) -> tuple[Span, ...]:
    """Find the right citations of a statement.

    Args:
        found: the check of the statement.
        cited: the spans that its citations stand for.

    Returns:
        The deciding sentences that stand in a cited span, else all deciding sentences; none for an unsupported
        statement.
    """
    if found.verdict is Verdict.UNSUPPORTED:
        return ()
    return tuple(span for span in found.spans if any(overlap(span, one) for one in cited)) or found.spans


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share characters of the same text."""
    same = (one.article, one.version) == (other.article, other.version)
    return same and one.start < other.end and other.start < one.end


def _against(statement: str, bare: str, article: Article, view: Window, entailment: Entailment | None) -> Check:
    if whole := _verbatim(bare, article.text):
        return Check(
            statement,
            Verdict.SUPPORTED,
            "the article says so, word for word",
            (Span(article.id, article.version, *whole),),
            "words",
        )
    if not view.sentences:
        return Check(statement, Verdict.UNSUPPORTED, "no article says anything like this", (), "words")
    spans = tuple(Span(article.id, article.version, s.start, s.end) for s in view.sentences)
    finding = rules.first_failure(bare, article, view)
    likely = (
        None
        if entailment is None or (finding and not finding.doubt)
        else probability(signs(bare, article, view, entailment, finding.doubt if finding else ""))
    )
    in_doubt = finding or view.coverage < SUPPORTED_COVERAGE
    if likely is not None and likely >= (LIKELY if in_doubt else UNLIKELY):
        return Check(statement, Verdict.SUPPORTED, "the article says so", spans, "model" if finding else "words")
    if finding:
        return Check(statement, Verdict.UNSUPPORTED, finding.reason, finding.spans or spans[:1], finding.rule)
    if likely is not None and view.coverage >= SUPPORTED_COVERAGE:
        return Check(statement, Verdict.UNSUPPORTED, "the article does not bear this out", spans[:1], "model")
    return _by_coverage(statement, view.coverage, spans)


def signs(statement: str, article: Article, view: Window, entailment: Entailment, doubt: str) -> Signs:
    """What speaks for and against a statement in the sentences that it rests on, pronouns read as names.

    Args:
        statement: one sentence.
        article: that it is held against.
        view: the sentences of the article that it rests on, at least one.
        entailment: judges them.
        doubt: the rule that fails where the network may know better, one of :data:`rag.cite.weigh.DOUBTS`.
    """
    words = {s: resolved(article.text, s.start, s.end) for s in view.sentences}
    whole = " ".join(words[s] for s in sorted(view.sentences, key=lambda sentence: sentence.start))
    texts = dict.fromkeys([whole, words[view.sentences[0]]])
    together, *alone = entailment.judge(statement, list(texts))
    first = alone[0] if alone else together
    logits = (logit(together.supported), logit(together.contradicted), logit(first.contradicted))
    return Signs(*logits, view.coverage, doubt)


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
