"""What an answer is made from: the question, what the reader found, and the articles around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from rag.reader.read import Reading, Readings
from rag.sentences import sentences
from rag.types import Article, Passage, Span


@dataclass(frozen=True)
class Text:
    """An article's text, cut into sentences once."""

    article: Article

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """``(start, end)`` of every sentence, headings included, in order."""
        return sentences(self.article.text)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The whole sentences that hold the characters ``start`` to ``end``."""
        starts = [first for first, _ in self.sentences]
        first = max(0, bisect_right(starts, start) - 1)
        last = max(first, bisect_right(starts, end - 1) - 1)
        return self.sentences[first][0], self.sentences[last][1]

    def is_subhead(self, start: int) -> bool:
        """Whether the character stands in a heading."""
        return any(first <= start < last for first, last in self.article.subheads)

    def span(self, start: int, end: int) -> Span:
        """The characters as a span."""
        return Span(self.article.id, self.article.version, start, end)


@dataclass(frozen=True)
class Evidence:
    """Everything that the answer to one question may draw on.

    Attributes:
        question: standing alone.
        readings: what the reader found in the candidates.
        texts: the articles of the candidates, by id.
    """

    question: str
    readings: Readings
    texts: Mapping[str, Text] = field(default_factory=dict)

    @property
    def best(self) -> Reading | None:
        """The best possible answer, or None when nothing was read."""
        return self.readings.answers[0] if self.readings.answers else None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The candidates, those most likely to hold the answer first."""
        return self.readings.passages

    def within(self, article_id: str) -> Evidence:
        """The part of the evidence that one article gives."""
        readings = replace(
            self.readings,
            answers=tuple(reading for reading in self.readings.answers if reading.span.article == article_id),
            passages=tuple(passage for passage in self.passages if passage.span.article == article_id),
        )
        return Evidence(self.question, readings, {article_id: self.texts[article_id]})

    def text_of(self, span: Span) -> Text:
        """The article that a span points into."""
        return self.texts[span.article]

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.text_of(span).article.text[span.start : span.end]

    def sentence(self, span: Span) -> Span:
        """The whole sentences that hold a span."""
        text = self.text_of(span)
        return text.span(*text.around(span.start, span.end))
