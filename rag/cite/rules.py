"""The rules that a statement can fail, strictest first, each with a reason in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from rag.cite.align import Window, resolved, sentences_of, stems_of
from rag.cite.attributions import Attribution, attributions
from rag.cite.case import Case, unquoted
from rag.cite.certainty import certainty_flip, doubt_added, foretold, only_wanted
from rag.cite.cues import may_close
from rag.cite.days import day_follows, days_in
from rag.cite.finding import Finding, first_of_core
from rag.cite.governments import capitals_as_countries
from rag.cite.name_rules import exchanged_name, misplaced_name, unknown_name
from rag.cite.names import names_in
from rag.cite.naming import namings
from rag.cite.numbers import Number, follows, numbers_in, numbers_read
from rag.cite.orders import is_order
from rag.cite.polarity import negation_flip, opposite
from rag.cite.predicate import predicates
from rag.cite.quotes import Match, check_quote, quotes_in, same_speaker, speaker_of_quote
from rag.cite.scope import base_stem, words_of
from rag.cite.swap import swapped
from rag.types import Article, Span
from rag.words import content_stems

_QUOTE_WORDS = 2
_SAME_WORDS = 0.5
"""Share of reported words that an attribution of the article must have to be about the same."""


def first_failure(statement: str, article: Article, view: Window) -> Finding | None:
    """The first rule that a statement fails, those first that no model may outweigh; None for none."""
    case = Case(statement, article, view)
    doubted: Finding | None = None
    for rule in RULES:
        if finding := rule(case):
            if not finding.doubt:
                return finding
            doubted = doubted or finding
    return doubted


def quote(case: Case) -> Finding | None:
    """Quoted words must be verbatim in the article, and from the mouth that it gives them to."""
    statement = case.named
    for start, end in quotes_in(statement):
        words = statement[start:end]
        speaker = speaker_of_quote(statement, start, end)
        found = check_quote(words, speaker, [case.article])
        spans = (found.span,) if found.span else ()
        if found.match is Match.OTHER_SPEAKER:
            return Finding("speaker", f"the article gives this quote to {found.speaker}, not to {speaker}", spans)
        if found.match is Match.ALTERED:
            changes = "; ".join(f"“{said}” where the article has “{there}”" for said, there in found.changes)
            return Finding("quote", f"the quote is altered: {changes}", spans)
        ordered = found.span and is_order(case.article.text, found.span.start, found.span.end)
        if ordered or (found.match is Match.NOT_FOUND and len(words.split()) >= _QUOTE_WORDS):
            return Finding("quote", f"the words “{words}” are not in the article")
    return None


def number(case: Case) -> Finding | None:
    """Every number must be in the sentences that the statement rests on, or follow from theirs."""
    said = numbers_in(unquoted(case.statement))
    there = [n for s in case.core for n in numbers_read(case.words(s))]
    around = numbers_read(case.near)
    for one in said:
        if not follows(one, there) and not follows(one, around) and not _difference(one, said, around):
            instead, spans = _number_instead(case, one)
            return Finding("number", f"the article does not say {one.text} here{instead}", spans)
    return None


def _number_instead(case: Case, wrong: Number) -> tuple[str, tuple[Span, ...]]:
    """What the article says instead of a number, and where: of the same things, else the nearest of the core."""
    everywhere = [(n, s) for s in sentences_of(case.article.text) for n in numbers_in(case.words(s))]
    counted = _counted(unquoted(case.statement), wrong)
    same = [(n, s) for n, s in everywhere if counted and _counted(case.words(s), n) == counted]
    near = same or [(n, s) for n, s in everywhere if s in case.core]
    closest = min(
        near, key=lambda pair: abs(pair[0].value - wrong.value) / (pair[0].value + wrong.value + 1), default=None
    )
    return (f"; it says {closest[0].text}", (case.span(closest[1]),)) if closest else ("", first_of_core(case))


def _counted(text: str, number: Number) -> list[str]:
    """The stem of the word behind a number: what it counts."""
    behind = re.match(r"[\s-]*([^\W\d_]+)", text[number.end :])
    return content_stems(behind[1]) if behind else []


def _difference(one: Number, said: list[Number], there: list[Number]) -> bool:
    others = [n.value for n in (*said, *there) if n is not one]
    return len(said) > 1 and any(abs(abs(a - b) - one.value) < 1e-6 * one.value for a in others for b in others)


def day(case: Case) -> Finding | None:
    """Every day, month and year must agree with one near the sentences that the statement rests on."""
    published = case.article.published
    there = days_in(case.near, published)
    for one in days_in(unquoted(case.statement), published):
        if not day_follows(one, there, published):
            instead = f"; it says {there[0].text}" if there else ""
            return Finding("day", f"the article does not say {one.text} here{instead}", first_of_core(case))
    return None


def speaker(case: Case) -> Finding | None:
    """Reported words must come from the one whom the article has saying them."""
    text, statement = case.article.text, case.named
    for claim in attributions(statement):
        wanted = {s for first, last in claim.content for s in content_stems(statement[first:last])}
        if not claim.cue or not may_close(statement[slice(*claim.cue)]) or len(wanted) < 2:
            continue
        shares = [
            (len(wanted & {s for first, last in a.content for s in content_stems(text[first:last])}) / len(wanted), a)
            for a in attributions(text)
        ]
        best = max((share for share, _ in shares), default=0.0)
        near = [a for share, a in shares if share >= max(_SAME_WORDS, best - 0.2)]
        if near and not any(same_speaker(claim.name, a.name, text) or _retold(claim.name, a, text) for a in near):
            first, last = near[0].content[0]
            span = Span(case.article.id, case.article.version, first, last)
            return Finding("speaker", f"the article has {near[0].name} saying this, not {claim.name}", (span,))
    return None


def _retold(name: str, attribution: Attribution, text: str) -> bool:
    """Whether what somebody says is itself what another one said: “Weaver told me that …”."""
    content = " ".join(text[first:last] for first, last in attribution.content)
    return (
        re.search(rf"\b{re.escape(name.split()[-1])},?\s(?:\w+\s)?(?:told|said|says|wrote|added)\b", content)
        is not None
    )


def negation(case: Case) -> Finding | None:
    """Negation must not flip against the sentences that the statement rests on, nor a word become its opposite."""
    statement = unquoted(case.statement)
    quoting = statement != case.statement
    best, *others = [unquoted(case.words(s)) if quoting else case.words(s) for s in case.view.sentences] or [""]
    if flip := negation_flip(statement, best, " ".join(others)):
        return Finding("negation", flip, first_of_core(case), doubt="negation")
    for sentence in case.core:
        if found := opposite(statement, case.words(sentence)):
            return Finding(
                "negation", f"the article says “{found[1]}”, not “{found[0]}”", first_of_core(case), doubt="negation"
            )
    return None


def certainty(case: Case) -> Finding | None:
    """What the article hedges must not be stated as a fact."""
    statement = unquoted(case.statement)
    for sentence in case.core[:1]:
        if reason := _certainty_differs(statement, case.words(sentence)):
            return Finding("certainty", reason, first_of_core(case), doubt="certainty")
    return None


def _certainty_differs(statement: str, sentence: str) -> str | None:
    """How a statement is more or less certain than a sentence of the article."""
    if hedge := certainty_flip(statement, sentence):
        return f"the article is less certain: it says “{hedge}”"
    if doubt := doubt_added(statement, sentence):
        return f"the article says this without “{doubt}”"
    if wanted := only_wanted(statement, sentence):
        return f"the article does not say that it is done: “{wanted}”"
    if outlook := foretold(statement, sentence):
        return f"the article says this was done, without “{outlook}”"
    return None


def roles(case: Case) -> Finding | None:
    """Who did what to whom must be as in the article, where a capital that acts is its country."""
    text = f"{case.article.text} {capitals_as_countries(case.article.text)}"
    names = frozenset(s for name in names_in(text) for s in content_stems(name.text))
    statement = capitals_as_countries(unquoted(case.named))
    for sentence in case.core:
        words = capitals_as_countries(resolved(case.article.text, sentence.start, sentence.end))
        if verb := swapped(statement, words, names):
            reason = f"the article has others in these roles: look at who or what “{verb}”"
            return Finding("roles", reason, (case.span(sentence),), doubt="roles")
    return None


def label(case: Case) -> Finding | None:
    """Who called whom something must be as in the article."""
    text = case.article.text
    for claim in namings(case.named):
        same = [
            (one, sentence)
            for sentence in sentences_of(text)
            for one in namings(resolved(text, sentence.start, sentence.end))
            if one.label & claim.label
        ]
        if same and not any(
            same_speaker(claim.caller, one.caller, text) and same_speaker(claim.called, one.called, text)
            for one, _ in same
        ):
            one, sentence = same[0]
            reason = f"the article has {one.caller} calling {one.called} this, not {claim.caller} {claim.called}"
            return Finding("roles", reason, (case.span(sentence),))
    return None


def unknown_predicate(case: Case) -> Finding | None:
    """What the statement says of its subject must be near: a name that is there supports nothing by itself."""
    said = predicates(unquoted(case.statement))
    there = stems_of(case.near).union(*(s.stems for s in case.view.sentences), map(base_stem, words_of(case.near)))
    if any(not stems & there for stems in said):
        return Finding("words", "the article does not say this of them", first_of_core(case), doubt="words")
    return None


def misplaced_words(case: Case) -> Finding | None:
    """Two words in a row that the article has together, but nowhere near what the statement rests on."""
    there = stems_of(case.near).union(*(s.stems for s in case.around))
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", unquoted(case.statement).lower())
    for one, other in pairwise(words):
        pair = f"{one} {other}"
        telling = content_stems(one) and content_stems(other) and pair in case.article.text.lower()
        if telling and not any(s in there for s in content_stems(pair)):
            return Finding(
                "words", f"the article says “{pair}” elsewhere, not here", first_of_core(case), doubt="words"
            )
    return None


RULES: tuple[Callable[[Case], Finding | None], ...] = (
    quote, unknown_name, number, day, speaker, label, negation, certainty, roles, exchanged_name, misplaced_name,
    misplaced_words, unknown_predicate,
)  # fmt: skip
"""In the order in which they are tried."""
