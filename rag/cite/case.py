"""A statement before the rules: the article's sentences that it rests on, and those around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.cite.align import Sentence, Window, sentences_of, stems_of
from rag.cite.names import names_in
from rag.cite.people import people
from rag.cite.quotation import quotations
from rag.types import Article, Span
from rag.words import content_stems

_NEAR = 2
"""Sentences to either side whose numbers, days and names count as being there."""


@dataclass(frozen=True, slots=True)
class Case:
    """A statement, the article that it is held against, and the sentences that it rests on."""

    statement: str
    article: Article
    view: Window

    @property
    def named(self) -> str:
        """The statement with full names for the surnames of the article's people, so that it can be read alone."""
        full = {person.surname: person.name for person in people(self.article.text) if " " in person.name}
        quoted = [(found.start, found.end) for found in quotations(self.statement)]

        def name(found: re.Match[str]) -> str:
            alone = not found["before"] and not any(start <= found.start() < end for start, end in quoted)
            return full.get(found["word"], found["word"]) if alone else found[0]

        return re.sub(r"(?P<before>[A-Z][\w.’'-]* )?(?P<word>(?<![\w-])[A-Z][\w-]+)", name, self.statement)

    @property
    def core(self) -> list[Sentence]:
        """The best sentence, and the others of the window that share more with the statement than names."""
        wanted = stems_of(self.statement)
        named = {s for name in names_in(self.statement) for s in content_stems(name.text)}
        telling = {s for s in wanted - named if not s[0].isdigit()}
        best = self.view.sentences[:1]
        return [*best, *(s for s in self.view.sentences[1:] if len(s.stems & telling) >= 2)]

    def words(self, sentence: Sentence) -> str:
        """The words of a sentence of the article."""
        return self.article.text[sentence.start : sentence.end]

    @property
    def around(self) -> list[Sentence]:
        """The core sentences and those just around them in their paragraphs, in order."""
        text, everything = self.article.text, sentences_of(self.article.text)
        places = [everything.index(s) for s in self.core]
        return [
            s
            for at, s in enumerate(everything)
            if any(abs(at - place) <= _NEAR and _same_paragraph(text, s, everything[place]) for place in places)
        ]

    @property
    def near(self) -> str:
        """The words of the sentences ``around``."""
        return "\n".join(self.words(s) for s in self.around)

    def span(self, sentence: Sentence) -> Span:
        """A sentence as a span."""
        return Span(self.article.id, self.article.version, sentence.start, sentence.end)


def _same_paragraph(text: str, one: Sentence, other: Sentence) -> bool:
    return "\n" not in text[min(one.start, other.start) : max(one.start, other.start)]


def unquoted(statement: str) -> str:
    """The statement without its quotations, which are checked word for word."""
    for found in reversed(quotations(statement)):
        statement = f"{statement[: found.start]} {statement[found.end :]}"
    return statement
