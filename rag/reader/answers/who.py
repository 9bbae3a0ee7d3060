"""Who: the person by name, also where the sentence that answers has only a role or a pronoun."""

from __future__ import annotations

import re

from rag.cite.people import Person, people
from rag.cite.refers import name_for
from rag.reader.answers.draft import Draft
from rag.reader.answers.span import best_in_text, telling
from rag.reader.evidence import Evidence
from rag.reader.read import Reading, normalized
from rag.types import Span
from rag.words import coverage

_WHO_IS = re.compile(r"^who(?:['’]?s| is| was| are| were) (?P<name>[^?]+?)\W*$", re.IGNORECASE)


def answer(evidence: Evidence) -> Draft | None:
    """Say who did it, or who somebody is.

    A role or pronoun is replaced by the name that the article gives it, and the name is proved. "Who is X" is answered
    with the fullest role that the article gives to X.
    """
    best = _best(evidence)
    if (asked := _WHO_IS.match(evidence.question)) and (role := _role_of(asked["name"], evidence)):
        return Draft(evidence.words(role), (evidence.sentence(role),), best.score if best else 0.0)
    if best is None:
        return None
    person = _person(evidence, best)
    sentence = evidence.sentence(best.span)
    if person is None or normalized(person.surname) in normalized(best.text).split():
        return Draft(best.text, (sentence,), best.score)
    return Draft(person.name, proof(evidence, best, person), best.score)


def _best(evidence: Evidence) -> Reading | None:
    """The best span; one in a heading counts in full where the text tells whose role it is, and so can prove it."""
    first = next(iter(telling(evidence)), None)
    return first if first and _person(evidence, first) else best_in_text(evidence)


def _person(evidence: Evidence, reading: Reading) -> Person | None:
    return name_for(evidence.text_of(reading.span).article.text, reading.span.start, reading.span.end)


def _role_of(name: str, evidence: Evidence) -> Span | None:
    """The longest role that an article gives to the person of this name."""
    roles = [
        text.span(role.start, role.end)
        for text in evidence.texts.values()
        for person in people(text.article.text)
        if normalized(name) in (normalized(person.name), normalized(person.surname))
        for role in person.roles
    ]
    return max(roles, key=lambda span: span.end - span.start, default=None)


def proof(evidence: Evidence, best: Reading, person: Person) -> tuple[Span, ...]:
    """The sentence that answers and the one that names the person; a heading gives way to the sentence that names."""
    text = evidence.text_of(best.span)
    answering = evidence.sentence(best.span)
    naming = [text.span(*text.around(start, end)) for start, end in person.mentions if not text.is_subhead(start)]
    if answering in naming or not naming:
        return (answering,)
    closest = max(naming, key=lambda span: coverage(evidence.question, evidence.words(span)))
    return (closest,) if text.is_subhead(best.span.start) else (answering, closest)
