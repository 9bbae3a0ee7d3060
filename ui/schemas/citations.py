"""Words of stored articles, and where they stand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, Field, computed_field

from rag import types
from rag.errors import NotInLibrary
from ui.schemas.base import ArticleId
from ui.sources import also_in, is_outdated

if TYPE_CHECKING:
    from rag.library import Library

Verdict = Literal["supported", "partly", "unsupported", "unchecked"]


class Citation(BaseModel):
    """Words of a stored article, and where they stand."""

    number: int
    article: ArticleId
    version: int
    start: int = Field(description="First character of the quote in the text of this version.")
    end: int = Field(description="The character behind its last.")
    quote: str | None = Field(
        description="The words; null when the article was deleted since.",
        examples=["They need to tone it down and take a hard look and sign that deal"],
    )
    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    url: str | None = None
    same_report: list[str] = Field([], description="Other publications whose articles have the same report.")
    changed_since: bool = Field(False, description="Whether the library holds a later version of the article.")

    def to_citation(self) -> types.Citation:
        """The citation as the chain makes it; how it was found is not told."""
        return types.Citation(self.number, types.Span(self.article, self.version, self.start, self.end), "")

    @computed_field(description="Where the article is: on the web, or else in the library.")  # type: ignore[prop-decorator]
    @property
    def link(self) -> str:
        """Where the article is: on the web, or else in the library."""
        return self.url or f"pullquote://article/{self.article}"


def cite(number: int, span: types.Span, library: Library) -> Citation:
    """A span with its words and its article's facts, as far as the article is still stored."""
    place = {"number": number, "article": span.article, "version": span.version, "start": span.start, "end": span.end}
    try:
        article = library.article(span.article, span.version)
        words = library.words(span)
    except NotInLibrary:
        return Citation.model_validate(place | {"quote": None})
    facts = {name: getattr(article, name) for name in ("title", "publisher", "published", "url")}
    known = {"same_report": also_in(article, library), "changed_since": is_outdated(article, library)}
    return Citation.model_validate(place | facts | known | {"quote": words})
