"""The vocabulary that every stage shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Progress = Callable[[int, int], None]
"""Called with how many of how many are done."""


@dataclass(frozen=True, slots=True)
class Article:
    """A stored news article.

    Attributes:
        id: stable name of the article: 12 hex digits, made from its canonical URL or, without one, its text.
        text: the canonical plain text: paragraphs joined by one blank line. Spans count its characters.
        sha256: of ``text`` in UTF-8; two articles with the same one are the same text.
        version: 1 for the text first stored; a changed text is a new version, never a rewrite.
        published: when the publisher says that it was published; None when unknown. Never the time of fetching.
        published_at: the same with the time of day, in the time zone that the publisher gives; None when it gives none.
        modified_at: the same for ``modified``.
        section: of the publication, as it names it.
        place: where the report was written, by its dateline.
        fetched: when it was stored, with time zone.
        subheads: the paragraphs of ``text`` that are headings, as (start, end) in characters.
        copy_of: the id of the article that this is a copy of, such as the same agency report on another site.
        etag: what the server gave with the page, to ask later whether it has changed.
        last_modified: the same.
    """

    id: str
    title: str
    text: str
    sha256: str
    version: int
    fetched: dt.datetime
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: dt.date | None = None
    modified: dt.date | None = None
    agency: str | None = None
    language: str | None = None
    subheads: tuple[tuple[int, int], ...] = ()
    copy_of: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    published_at: dt.datetime | None = None
    modified_at: dt.datetime | None = None
    section: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A slice of one version of an article's text: ``text[start:end]``. Its words are looked up, never carried."""

    article: str
    version: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of an article that follow each other: the unit that is embedded and searched.

    Attributes:
        id: ``article:version:number``.
        span: where it stands.
        text: the words of ``span``, for embedding and reading.
    """

    id: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of an article with what it is found by.

    Attributes:
        article: its ``version`` is one more than the latest stored one.
        passages: of this version, in the order of the text.
        bands: texts that only near copies of this article share.
    """

    article: Article
    passages: tuple[Passage, ...]
    bands: tuple[str, ...] = ()


class Verdict(StrEnum):
    """What the articles say of a statement."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    UNCHECKED = "unchecked"
    """Still being written."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A number in square brackets, and the words that it stands for.

    Attributes:
        number: 1, 2, ... in order of first use in the answer.
        span: the pull quote.
        found: the stage that found it, such as ``reader`` or ``record``.
    """

    number: int
    span: Span
    found: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer, the citations that prove it, the verdict of the check, and its reason in words."""

    text: str
    citations: tuple[Citation, ...]
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles may answer; an empty field does not limit.

    Attributes:
        articles: article ids.
        publishers: publisher names, as stored.
        since: first publishing day, inclusive.
        until: last publishing day, inclusive.
    """

    articles: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of the conversation so far, the short answer that it got, and the ids of the articles cited."""

    question: str
    answer: str
    articles: tuple[str, ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> Turn:
        """The turn that ended with an answer."""
        cited = dict.fromkeys(citation.span.article for citation in answer.citations)
        return cls(answer.question, answer.text, tuple(cited))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the words, the conversation before them, and the articles that may answer.

    Attributes:
        at_least: the probability, 0 to 1, below which the reader gives no answer; it never gives those below its own
            floor.
    """

    text: str
    history: tuple[Turn, ...] = ()
    scope: Scope = Scope()
    at_least: float = 0.0


class RefusalReason(StrEnum):
    """Why no answer is given."""

    EMPTY_LIBRARY = "empty_library"
    NOT_SAID = "not_said"
    NAME_NOT_FOUND = "name_not_found"
    PREMISE_DENIED = "premise_denied"


@dataclass(frozen=True, slots=True)
class Refusal:
    """No answer: the reason, in words too, and the passage that came closest."""

    reason: RefusalReason
    text: str
    closest: Citation | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a question.

    Attributes:
        question: as asked.
        text: the short answer; the refusal's words when refused.
        statements: the sentences that make or prove the answer, each with citations.
        refusal: set when no answer is given.
        confidence: probability that the answer is right, 0 to 1; for a written answer, the one that the reader's own
            answer to the question has.
        answerer: who answered: ``reader``, ``record``, ``small talk``, or a model's name.
        understood: the question as it was read, standing alone; differs from ``question`` for a follow-up.
        timings: seconds per stage.
        prompt: name and version of the prompt that a model wrote the answer to; empty when no model wrote it.
        notice: what went wrong on the way, in words, such as a model that could not be reached.
        scope: the articles that could answer.
    """

    question: str
    text: str
    statements: tuple[Statement, ...] = ()
    refusal: Refusal | None = None
    confidence: float = 0.0
    answerer: str = "reader"
    understood: str = ""
    timings: Mapping[str, float] = field(default_factory=dict)
    prompt: str = ""
    notice: str = ""
    scope: Scope = Scope()

    def __add__(self, later: Answer) -> Answer:
        """Streamed snapshots of one answer add up to the latest."""
        return later

    @property
    def refused(self) -> bool:
        """Whether no answer was given."""
        return self.refusal is not None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of the statements and the refusal, once each, by number."""
        found = {c.number: c for s in self.statements for c in s.citations}
        if self.refusal and self.refusal.closest:
            found.setdefault(self.refusal.closest.number, self.refusal.closest)
        return tuple(found[number] for number in sorted(found))
