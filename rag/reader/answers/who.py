"""Who: the person by name, also where the sentence that answers has only a role or a pronoun."""

from __future__ import annotations

from rag.cite.people import Person
from rag.cite.refers import name_for
from rag.reader.answers.draft import Draft
from rag.reader.answers.span import best_in_text
from rag.reader.evidence import Evidence
from rag.reader.read import Reading, normalized
from rag.types import Span
from rag.words import coverage


def answer(evidence: Evidence) -> Draft | None:
    """The best span; a role or pronoun is replaced by the name that the article gives it, and the name is proved."""
    best = best_in_text(evidence)
    if best is None:
        return None
    text = evidence.text_of(best.span)
    person = name_for(text.article.text, best.span.start, best.span.end)
    sentence = evidence.sentence(best.span)
    if person is None or normalized(person.surname) in normalized(best.text).split():
        return Draft(best.text, (sentence,), best.score)
    return Draft(person.name, proof(evidence, best, person), best.score)


def proof(evidence: Evidence, best: Reading, person: Person) -> tuple[Span, ...]:
    """The sentence that answers and the one that names the person; a heading gives way to the sentence that names."""
    text = evidence.text_of(best.span)
    answering = evidence.sentence(best.span)
    naming = [text.span(*text.around(start, end)) for start, end in person.mentions if not text.is_subhead(start)]
    if answering in naming or not naming:
        return (answering,)
    closest = max(naming, key=lambda span: coverage(evidence.question, evidence.words(span)))
    return (closest,) if text.is_subhead(best.span.start) else (answering, closest)
