"""Quotes and drafts, held against the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from ui.schemas.base import FORMAT, Strict, Where
from ui.schemas.citations import Citation, Verdict, cite

if TYPE_CHECKING:
    from rag.cite.quotes import QuoteCheck as CheckedQuote
    from rag.cite.verdict import Check
    from rag.library import Library


class QuoteRequest(Strict):
    """A quote to check."""

    quote: Annotated[str, Field(min_length=1, max_length=5_000)] = Field(
        examples=["They need to tone it down and take a hard look and sign that deal"]
    )
    speaker: Annotated[str, Field(max_length=200)] | None = Field(default=None, examples=["Mike Waltz"])


class Change(BaseModel):
    """Words before and after; equal where nothing changed."""

    old: str
    new: str


class QuoteCheck(BaseModel):
    """How a quote stands to the articles."""

    format: int = FORMAT
    quote: str
    match: Literal["exact", "altered", "other speaker", "reported speech", "not found"]
    speaker: str | None = Field(description="Whom the article gives the words to.")
    citation: Citation | None = Field(description="The closest words of an article.")
    changes: list[Change] = Field(description="For an altered quote: its words and the article's.")

    @classmethod
    def of(cls, check: CheckedQuote, library: Library) -> QuoteCheck:
        """Write down a check."""
        return cls(
            quote=check.quote,
            match=check.match.value,
            speaker=check.speaker,
            citation=cite(1, check.span, library) if check.span else None,
            changes=[Change(old=old, new=new) for old, new in check.changes],
        )


class DraftRequest(Where):
    """A draft to hold against the articles, sentence by sentence."""

    text: Annotated[str, Field(min_length=1, max_length=200_000)] = Field(
        examples=["Waltz spoke to Fox News. He resigned on Friday."]
    )


class CheckedSentence(BaseModel):
    """A sentence of a draft, the verdict on it and its reason; the citations are the places that decide."""

    text: str
    verdict: Verdict
    reason: str
    citations: list[Citation]

    @classmethod
    def of(cls, check: Check, library: Library) -> CheckedSentence:
        """Write down the check of a sentence."""
        cited = [cite(number, span, library) for number, span in enumerate(check.spans, start=1)]
        return cls(text=check.text, verdict=check.verdict.value, reason=check.reason, citations=cited)


class CheckedDraft(BaseModel):
    """The sentences of a draft, in order."""

    format: int = FORMAT
    sentences: list[CheckedSentence]
