"""The articles that a question limits itself to: "what did the Post report last week?" asks those of the Post."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

from rag.listing import Listing, Sort, Wanted
from rag.periods import Period, period_in
from rag.publishers import called
from rag.types import Question, Scope

_PIECES = "articles?|stor(?:y|ies)|reports?|coverage|reporting|pieces?"
_SAY = "reports?|reported|says?|said|writes?|wrote|written|publish(?:ed)?|cover(?:ed)?|tells?|told"
_NEWEST = re.compile(rf"\bthe (?:latest|newest|most recent) (?:the )?(?P<piece>{_PIECES})\b", re.IGNORECASE)
_DATED = re.compile(rf"\b(?:{_PIECES}|news|headlines|published|reported)(?: published)? $", re.IGNORECASE)
_TOLD = re.compile(rf"\b(?:{_PIECES}|{_SAY})(?: published)? $|^what $", re.IGNORECASE)
_SAYS = re.compile(rf"^what (?:do|does|did|have|has) the (?:{_PIECES}) (?:{_SAY})\b", re.IGNORECASE)
_ALL = re.compile(
    r"^(?:what|what(?:['’]s| is| was| has| have)? (?:been )?(?:new|happened|reported)"
    rf"|(?:what|which) (?:{_PIECES})(?: (?:were|was|are|is|did) .*)?)\W*$",
    re.IGNORECASE,
)
_WHAT_IS_THERE = "what is the news?"


def limited(text: str, question: Question, listing: Listing, today: dt.date) -> tuple[str, Question]:
    """Ask only the articles that a question says it is about; what its scope names already stays.

    A publisher limits where the question speaks of its reporting ("what did the Post report", "according to the
    Post"), not where the Post does something. Days limit where they are days of reporting; days that are counted from
    today ("since Monday") also where the library has an article of them, because an older article means other days.

    Args:
        text: the question, standing alone.
        question: its scope is what the person chose.
        listing: has the publishers and the days.
        today: the day of asking.

    Returns:
        The text without the words that limit, and the question with the articles as its scope; both unchanged when
        nothing limits.
    """
    chosen = question.scope
    rest, limits = text, chosen
    if not (chosen.articles or chosen.publishers):
        rest, publishers = _without_publishers(rest, listing.publishers())
        limits = replace(limits, publishers=publishers)
    if not (chosen.since or chosen.until):
        rest, limits = _without_days(rest, limits, listing, today, named=limits != chosen)
    if not chosen.articles:
        rest, limits = _without_newest(rest, limits, listing)
    if limits == chosen:
        return text, question
    rest = _tidy(rest)
    return _WHAT_IS_THERE if _ALL.match(rest) else rest, replace(question, scope=limits)


def _without_publishers(text: str, names: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Take out what limits a question to publishers; returns the rest and their names."""
    found: list[str] = []
    for paper, publisher in called(names, text):
        for pattern, instead, flags in (
            (rf"^what (?:does|did|do|has|have) {paper}(?:['’]s {_PIECES})? (?:{_SAY})\b", "what", re.IGNORECASE),
            (rf",? ?\baccording to {paper}(?:['’]s? (?:{_PIECES}))?,?", "", re.IGNORECASE),
            (rf"\b(?:in|from|by) {paper}(?=\W*$|,)|^(?:in|from) {paper},", "", re.NOFLAG),
            (rf"\b{paper}(?:['’]s?)? (?P<piece>{_PIECES})\b", r"the \g<piece>", re.IGNORECASE),
        ):
            rest, count = re.subn(pattern, instead, text, flags=flags)
            if count:
                text = rest
                found.append(publisher)
    return text, tuple(dict.fromkeys(found))


def _without_days(text: str, scope: Scope, listing: Listing, today: dt.date, named: bool) -> tuple[str, Scope]:
    """Take out the days of reporting.

    Args:
        text: the question.
        scope: what limits it otherwise.
        listing: has the days of its articles.
        today: the day of asking.
        named: whether the question names a publisher.
    """
    period = period_in(text, today)
    if not period:
        return text, scope
    rest = f"{text[: period.start]}{text[period.end :]}"
    within = replace(scope, since=period.since, until=period.until)
    if _is_of_reporting(text, period, named):
        return rest, within
    if _is_of_asking(rest, period) and listing.count(Wanted(scope=within)):
        return rest, within
    return text, scope


def _is_of_reporting(text: str, period: Period, named: bool) -> bool:
    """Whether the days are those of reporting, and not of what is reported."""
    before = text[: period.start]
    return bool(_DATED.search(before)) or (named and (period.near or bool(_TOLD.search(before))))


def _is_of_asking(rest: str, period: Period) -> bool:
    """Whether the days are counted from the day of asking, and not from that of an article."""
    return period.near and (period.until is None or bool(_ALL.match(_tidy(rest))))


def _without_newest(text: str, scope: Scope, listing: Listing) -> tuple[str, Scope]:
    """Ask "the latest article" of what limits the question otherwise."""
    found = _NEWEST.search(text)
    newest = listing.page(Wanted(scope=scope, sort=Sort.NEWEST), 1) if found else []
    if not found or not newest:
        return text, scope
    rest = f"{text[: found.start()]}the {found['piece']}{text[found.end() :]}"
    return rest, replace(scope, articles=(newest[0].id,))


def _tidy(text: str) -> str:
    """The rest of a question as a question."""
    return _SAYS.sub("what", " ".join(text.split())).replace(" ?", "?").strip(" ,")
