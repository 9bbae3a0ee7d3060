"""The rules on names: in the article, at the place that a statement rests on, and not in another one's place."""

from __future__ import annotations

import re

from rag.cite.align import sentences_of
from rag.cite.case import Case, unquoted
from rag.cite.finding import Finding, first_of_core
from rag.cite.names import Name, is_named, missing_names, name_words, names_in
from rag.cite.people import people
from rag.cite.substitution import substituted
from rag.words import content_stems


def unknown_name(case: Case) -> Finding | None:
    """Every name must be in the article or its record."""
    record = " ".join(
        (case.article.title, case.article.publisher or "", *case.article.authors, case.article.agency or "")
    )
    missing = missing_names(unquoted(case.statement), f"{case.article.text}\n\n{record}")
    return Finding("name", f"the article does not name {missing[0]}", doubt="absent name") if missing else None


def exchanged_name(case: Case) -> Finding | None:
    """No name or number may stand where the article has another one in a sentence that runs alike."""
    for sentence in case.core:
        words = case.words(sentence)
        if found := substituted(case.named, words) or substituted(case.statement, words):
            return Finding("name", f"the article has {found[1]} here, not {found[0]}", (case.span(sentence),))
    return None


def misplaced_name(case: Case) -> Finding | None:
    """Every name must be at the sentences that the statement rests on, not only elsewhere in the article."""
    text = case.article.text
    there = name_words(case.near).union(*(s.stems for s in case.around))
    about = name_words(f"{case.article.title}\n\n{text[: sentences_of(text)[0].end]}")
    surnames = {person.surname for person in people(text)}
    statement = unquoted(case.named)
    for name in names_in(statement):
        if _subject_is_another(case, statement, name, surnames):
            return Finding(
                "name", f"the article says this of somebody else than {name.text}", first_of_core(case), doubt="name"
            )
        if is_named(name.text, there) or any(stem in there for stem in content_stems(name.text.split()[-1])):
            continue
        person = name.text.split()[-1] in surnames
        if person or not is_named(name.text, about) or _other_place(case, name):
            return Finding("name", f"the article does not name {name.text} here", first_of_core(case), doubt="name")
    return None


def _subject_is_another(case: Case, statement: str, name: Name, surnames: set[str]) -> bool:
    """Whether a statement opens with a person, and the best sentence has people but not that one."""
    last = name.text.split()[-1]
    if statement[: name.start].strip() or last not in surnames or statement[name.end : name.end + 2] in {"’s", "'s"}:
        return False
    people_there = {other for other in surnames if all(s in case.core[0].stems for s in content_stems(other))}
    return bool(people_there) and last not in people_there


_PLACED = r"\b(?:in|at|near|from|to)\s(?:the\s(?:[a-z]+\s){0,2}of\s|the\s)?"


def _other_place(case: Case, name: Name) -> bool:
    """Whether the statement puts a name behind "in" or "at" where the best sentence puts another one."""
    if not re.search(_PLACED + "$", case.statement[: name.start]) or not case.core:
        return False
    best = case.words(case.core[0])
    placed = [other for other in names_in(best) if re.search(_PLACED + "$", best[: other.start])]
    return any(other.text not in case.statement for other in placed)
