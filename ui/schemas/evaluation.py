"""Questions with known answers, and how the answers score."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from ui.schemas.asking import Turn
from ui.schemas.base import FORMAT, Names, Strict


class GoldPair(Strict):
    """A question with its right answers; none when it must be refused."""

    question: Annotated[str, Field(min_length=1, max_length=1_000)] = Field(examples=["who urged Kyiv to tone down?"])
    answers: Names = Field(default=[], examples=[["Mike Waltz"]])
    articles: Names = Field(default=[], description="Ids, addresses or titles of the only articles to ask.")


class EvalCase(BaseModel):
    """A question that was asked, with what a person said is right."""

    id: str
    question: str
    answers: list[str]
    articles: list[str]
    gold: list[str]
    history: list[Turn]


class EvalCases(BaseModel):
    """Feedback as lines of a file that ``pullquote eval`` reads."""

    format: int = FORMAT
    cases: list[EvalCase]
    left_out: int = Field(description="Feedback that does not say what is right, or whose articles were deleted.")


class EvalRequest(Strict):
    """Questions with their answers, asked of the library."""

    pairs: Annotated[list[GoldPair], Field(min_length=1, max_length=200)] = Field(
        examples=[[{"question": "who urged Kyiv to tone down?", "answers": ["Mike Waltz"]}]]
    )


class EvalAnswer(BaseModel):
    """What came back for one pair."""

    question: str
    answer: str
    refused: bool
    scores: dict[str, float]


class Evaluation(BaseModel):
    """The figures of an evaluation."""

    format: int = FORMAT
    figures: dict[str, float | None]
    answers: list[EvalAnswer]
