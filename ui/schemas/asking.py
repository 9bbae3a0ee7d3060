"""Questions, answers and passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, Field

from rag import types
from ui.schemas.base import FORMAT, Names, Strict, Where, Words
from ui.schemas.citations import Citation, Verdict, cite

if TYPE_CHECKING:
    from rag.library import Library


class Turn(Strict):
    """A question asked before, and the short answer that it got."""

    question: Words = Field(examples=["who urged Kyiv to tone down?"])
    answer: Words = Field(examples=["Mike Waltz"])
    articles: Names = Field(
        default=[],
        description="Ids of the articles that the answer cites, in order: “the second article” is one of them.",
    )

    @classmethod
    def of(cls, turn: types.Turn) -> Turn:
        """Write down a turn."""
        return cls(question=turn.question, answer=turn.answer, articles=list(turn.articles))

    def to_turn(self) -> types.Turn:
        """The turn as the chain takes it."""
        return types.Turn(self.question, self.answer, tuple(self.articles))


class AskRequest(Where):
    """A question to the library."""

    question: Words = Field(examples=["who urged Kyiv to tone down?"])
    history: Annotated[list[Turn], Field(max_length=50)] = Field(
        default=[], description="The conversation before the question, oldest turn first."
    )
    conversation: Annotated[str, Field(pattern=r"^[\w-]{1,64}$")] | None = Field(
        default=None, description="A conversation to go on with and to keep the answer in; it need not exist."
    )

    @classmethod
    def of(cls, question: types.Question) -> AskRequest:
        """Write down a question."""
        scope = question.scope
        return cls(
            question=question.text,
            history=[Turn.of(turn) for turn in question.history],
            articles=list(scope.articles),
            publishers=list(scope.publishers),
            since=scope.since,
            until=scope.until,
        )

    def to_question(self) -> types.Question:
        """The question as the chain takes it."""
        history = tuple(turn.to_turn() for turn in self.history)
        return types.Question(self.question, history, self.scope())


class Statement(BaseModel):
    """A sentence of an answer with what proves it."""

    text: str
    verdict: Verdict
    why: str = Field(description="The reason of the verdict in words; empty for a supported statement.")
    citations: list[Citation]

    def to_statement(self) -> types.Statement:
        """The statement as the chain makes it."""
        cited = tuple(citation.to_citation() for citation in self.citations)
        return types.Statement(self.text, cited, types.Verdict(self.verdict), self.why)


class Answer(BaseModel):
    """An answer, or the refusal to give one."""

    format: int = FORMAT
    question: str = Field(examples=["who urged Kyiv to tone down?"])
    answer: str = Field(description="The short answer; the words of the refusal when refused.", examples=["Mike Waltz"])
    refused: bool
    reason: str | None = Field(
        description="Why it is refused: empty_library, not_said, name_not_found or premise_denied."
    )
    confidence: float = Field(description="Probability that the answer is right, 0 to 1.", examples=[0.87])
    answerer: str = Field(examples=["reader"])
    prompt: str = Field(description="Name and version of the prompt that a model wrote it to; empty for no model.")
    notice: str = Field(description="What went wrong on the way, such as a model that could not be reached.")
    understood: str = Field(description="The question as it was read, standing alone.")
    statements: list[Statement]
    closest: Citation | None = Field(description="For a refusal: the passage that came closest.")
    timings: dict[str, float] = Field(description="Seconds per stage.", examples=[{"read": 0.31}])

    @classmethod
    def of(cls, answer: types.Answer, library: Library) -> Answer:
        """Write down an answer; its quotes are looked up in the library."""
        closest = answer.refusal.closest if answer.refusal else None
        return cls(
            question=answer.question,
            answer=answer.text,
            refused=answer.refused,
            reason=answer.refusal.reason.value if answer.refusal else None,
            confidence=round(float(answer.confidence), 4),
            answerer=answer.answerer,
            prompt=answer.prompt,
            notice=answer.notice,
            understood=answer.understood,
            statements=[
                Statement(
                    text=statement.text,
                    verdict=statement.verdict.value,
                    why=statement.reason,
                    citations=[cite(citation.number, citation.span, library) for citation in statement.citations],
                )
                for statement in answer.statements
            ],
            closest=cite(closest.number, closest.span, library) if closest else None,
            timings={stage: round(seconds, 4) for stage, seconds in answer.timings.items()},
        )

    def to_answer(self) -> types.Answer:
        """The answer as the chain makes it."""
        closest = self.closest.to_citation() if self.closest else None
        refusal = types.Refusal(types.RefusalReason(self.reason), self.answer, closest) if self.reason else None
        return types.Answer(
            question=self.question,
            text=self.answer,
            statements=tuple(statement.to_statement() for statement in self.statements),
            refusal=refusal,
            confidence=self.confidence,
            answerer=self.answerer,
            understood=self.understood,
            timings=self.timings,
            prompt=self.prompt,
            notice=self.notice,
        )

    @property
    def citations(self) -> list[Citation]:
        """Every citation of the statements and the refusal, once each, by number."""
        found = {c.number: c for statement in self.statements for c in statement.citations}
        if self.closest:
            found.setdefault(self.closest.number, self.closest)
        return [found[number] for number in sorted(found)]


class SearchRequest(Where):
    """Passages to find."""

    query: Annotated[str, Field(max_length=1_000)] = Field(examples=["Waltz Fox News"])
    limit: Annotated[int, Field(ge=1, le=50)] = 8


class Passages(BaseModel):
    """Passages found, best first; each is numbered and quoted in full."""

    format: int = FORMAT
    passages: list[Citation]
