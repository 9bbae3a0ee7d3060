"""Articles, their versions, and what became of a source."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from rag import types
from ui.schemas.base import FORMAT, ArticleId, Place, Strict
from ui.schemas.checks import Change

if TYPE_CHECKING:
    from ingest import Added as AddedArticle
    from ingest import Change as ChangedWords


class ArticleFacts(BaseModel):
    """An article without its text."""

    id: ArticleId
    version: int
    title: str
    url: str | None
    publisher: str | None
    authors: list[str]
    published: dt.date | None
    modified: dt.date | None
    fetched: dt.datetime
    agency: str | None
    language: str | None
    copy_of: str | None = Field(description="The article that this one is a copy of.")
    published_at: dt.datetime | None = Field(None, description="With the time, in the publisher's time zone.")
    modified_at: dt.datetime | None = None
    section: str | None = None
    place: str | None = Field(None, description="Where the report was written, by its dateline.")

    @classmethod
    def of(cls, article: types.Article) -> ArticleFacts:
        """The facts of an article."""
        return cls.model_validate(_facts(article))


class Article(ArticleFacts):
    """One version of an article."""

    format: int = FORMAT
    sha256: str = Field(description="Of the text in UTF-8.")
    text: str
    subheads: list[Place] = Field(description="Headings: their first character, and the one behind their last.")

    @classmethod
    def of(cls, article: types.Article) -> Article:
        """An article with its text."""
        text = {"sha256": article.sha256, "text": article.text, "subheads": [list(place) for place in article.subheads]}
        return cls.model_validate(_facts(article) | text)


def _facts(article: types.Article) -> dict[str, object]:
    return {name: getattr(article, name) for name in ArticleFacts.model_fields} | {"authors": list(article.authors)}


class ArticlePage(BaseModel):
    """Some of the articles, newest first."""

    format: int = FORMAT
    articles: list[ArticleFacts]
    next: str | None = Field(description="The cursor of the next page; null on the last one.")


class Versions(BaseModel):
    """All versions of an article, oldest first."""

    format: int = FORMAT
    versions: list[ArticleFacts]


class Difference(BaseModel):
    """What changed from one version to another, word by word; the parts joined are the two texts."""

    format: int = FORMAT
    article: ArticleId
    old: int
    new: int
    changes: list[Change]

    @classmethod
    def of(cls, article: str, old: int, new: int, changes: list[ChangedWords]) -> Difference:
        """Write down the changes."""
        return cls(article=article, old=old, new=new, changes=[Change(old=c.old, new=c.new) for c in changes])


class AddRequest(Strict):
    """An article to add: the address of one, or a text."""

    url: Annotated[str, Field(max_length=4_000)] | None = Field(default=None, examples=["https://example.org/a.html"])
    text: Annotated[str, Field(max_length=2_000_000)] | None = Field(
        default=None,
        examples=["The mayor, Ida Holm, opened the new bridge in Tarnby on Monday after nine years."],
    )
    title: Annotated[str, Field(max_length=500)] | None = Field(default=None, examples=["Bridge opens"])


class Added(BaseModel):
    """What became of a source."""

    format: int = FORMAT
    outcome: Literal["added", "unchanged", "updated"]
    article: ArticleFacts
    remark: str | None = None

    @classmethod
    def of(cls, added: AddedArticle) -> Added:
        """Write down what became of a source."""
        return cls(outcome=added.outcome, article=ArticleFacts.of(added.article), remark=added.remark)
