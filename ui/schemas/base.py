"""What all objects have in common."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from rag import types

FORMAT = 1
"""Raised only when a field is taken away or changes its meaning."""

ArticleId = Annotated[str, Field(min_length=1, max_length=64, examples=["4ad51e5a9531"])]
Words = Annotated[str, Field(max_length=20_000)]
Place = Annotated[list[int], Field(min_length=2, max_length=2)]
Names = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=100)]


class Strict(BaseModel):
    """A request: a misspelled field is an error rather than ignored."""

    model_config = ConfigDict(extra="forbid")


class Where(Strict):
    """Which articles may answer; what is left out does not limit."""

    articles: Names = Field(default=[], description="Ids of articles.")
    publishers: Names = Field(default=[], description="Names of publishers, as stored.")
    since: dt.date | None = Field(default=None, description="First publishing day.")
    until: dt.date | None = Field(default=None, description="Last publishing day.")

    def scope(self) -> types.Scope:
        """The scope that is searched."""
        return types.Scope(tuple(self.articles), tuple(self.publishers), self.since, self.until)


class Counted(BaseModel):
    """How many things were done."""

    format: int = FORMAT
    count: int
