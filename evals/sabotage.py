"""Proof that the figures can fall: the system is broken on purpose in ten ways, and each must be noticed.

The sound system is asked once. What can be broken in its answers is broken there; what must be broken before
it answers (another article, search, a stale index) is asked or searched anew.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.cases import Case
from evals.report import Figures, summarize
from evals.result import Result
from evals.run import Search, Shelf, System, run
from evals.score import WHO_SAID
from rag.errors import NotInLibrary
from rag.followup import standalone
from rag.library import Library
from rag.types import Answer, Article, Citation, Passage, Question, Refusal, RefusalReason, Scope, Span

Change = Callable[[Question, Answer], Answer]


@dataclass(frozen=True, slots=True)
class Damage:
    """What a breakage did to the figure that must notice it."""

    breakage: str
    figure: str
    sound: float | None
    broken: float | None

    @property
    def noticed(self) -> bool:
        """Whether the figure fell."""
        return self.sound is not None and self.broken is not None and self.broken < self.sound


class Remembering:
    """A system that answers by another, and keeps every answer."""

    def __init__(self, system: System) -> None:
        self._system = system
        self.answers: dict[Question, Answer] = {}

    def ask(self, question: Question) -> Answer:
        """Ask the other system."""
        self.answers[question] = self._system.ask(question)
        return self.answers[question]


@dataclass(frozen=True, slots=True)
class Changed:
    """A system that gives remembered answers, each changed."""

    answers: Mapping[Question, Answer]
    change: Change

    def ask(self, question: Question) -> Answer:
        """Give the changed answer."""
        return self.change(question, self.answers[question])


def sabotage(
    cases: Sequence[Case],
    sound: Sequence[Result],
    answers: Mapping[Question, Answer],
    system: System,
    library: Library,
    *,
    asked_anew: int = 40,
) -> list[Damage]:
    """Break the system in ten ways.

    Args:
        cases: what was asked.
        sound: what the sound system's answers were worth, with retrieval measured.
        answers: the sound system's answers.
        system: the sound system, asked anew about other articles.
        library: where the answers point into.
        asked_anew: how many questions are put to another article.
    """
    figures = summarize(sound)
    in_answers: list[tuple[str, str, Change]] = [
        ("citations one character further on", "citation_validity", _shifted(library)),
        ("citations of another question", "citation_precision", _shuffled(answers)),
        ("every question refused", "refusal_precision", _refused),
        ("no question refused", "refusal_recall", _never_refused(library)),
        ("another speaker named", "speaker_accuracy", _other_speaker(cases, answers)),
    ]
    damages = [
        _damage(name, figure, figures, _run(cases, Changed(answers, change), library))
        for name, figure, change in in_answers
    ]
    sound_answers = Changed(answers, _same)
    altered = _run(cases, sound_answers, OneWordChanged(library))
    damages.append(_damage("one word of every quote changed", "citation_validity", figures, altered))
    updated = _run(cases, sound_answers, Updated(library))
    damages.append(_damage("an index of the articles before they changed", "citation_validity", figures, updated))
    damages.append(_elsewhere(cases, sound, system, library, asked_anew))
    for name, search in (("search by meaning alone", _dense(library)), ("search by words alone", _lexical(library))):
        searched = _run(cases, sound_answers, library, search)
        damages.append(_damage(name, "hits_4", figures, searched))
    return damages


def _damage(breakage: str, figure: str, sound: Figures, broken: Figures) -> Damage:
    return Damage(breakage, figure, sound[figure], broken[figure])


def _run(cases: Sequence[Case], system: System, library: Shelf, search: Search | None = None) -> Figures:
    with tempfile.TemporaryDirectory(prefix="pullquote-eval-") as folder:
        return summarize(run(cases, system, library, Path(folder), search=search))


def _same(question: Question, answer: Answer) -> Answer:
    return answer


def _cited(answer: Answer, change: Callable[[Citation], Citation]) -> Answer:
    """The answer with every citation of its statements changed."""
    return replace(
        answer,
        statements=tuple(
            replace(statement, citations=tuple(map(change, statement.citations))) for statement in answer.statements
        ),
    )


def _shifted(library: Library) -> Change:
    def change(citation: Citation) -> Citation:
        span = citation.span
        end = min(span.end + 1, len(library.article(span.article, span.version).text))
        return replace(citation, span=replace(span, start=span.start + 1, end=end))

    return lambda question, answer: _cited(answer, change)


def _shuffled(answers: Mapping[Question, Answer]) -> Change:
    """Every citation replaced by one of another answer, so that all stay verbatim."""
    spans = [c.span for answer in answers.values() for s in answer.statements for c in s.citations]
    random.Random(1).shuffle(spans)
    given = iter(spans)

    def change(citation: Citation) -> Citation:
        return replace(citation, span=next(given))

    return lambda question, answer: _cited(answer, change)


def _refused(question: Question, answer: Answer) -> Answer:
    return Answer(question.text, "no", refusal=Refusal(RefusalReason.NOT_SAID, "no"))


def _never_refused(library: Library) -> Change:
    def change(question: Question, answer: Answer) -> Answer:
        if answer.refusal is None:
            return answer
        closest = answer.refusal.closest
        return replace(answer, refusal=None, text=library.words(closest.span) if closest else "It is so.")

    return change


def _other_speaker(cases: Sequence[Case], answers: Mapping[Question, Answer]) -> Change:
    """Every speaker replaced by one that is right for another question, but not for this one."""
    golds = {case.question: set(case.pair.answers) for case in cases if case.pair.kind == WHO_SAID}
    speakers = [answers[question].text for question in golds if not answers[question].refused]

    def change(question: Question, answer: Answer) -> Answer:
        if question not in golds or answer.refused:
            return answer
        others = [name for name in speakers if name != answer.text and name not in golds[question]]
        return replace(answer, text=others[0] if others else "Somebody Else")

    return change


class OneWordChanged:
    """A library that tells every quote with its first longer word replaced."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.articles, self.passages = library.articles, library.passages

    def words(self, span: Span) -> str:
        """The words of a span, one of them wrong."""
        return re.sub(r"\w{3,}", "allegedly", self._library.words(span), count=1)


class Updated:
    """A library whose articles all have a new version, which opens with a correction."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.passages = library.passages

    def articles(self) -> list[Article]:
        """The new versions."""
        return [
            replace(article, version=article.version + 1, text=f"Correction: see below.\n\n{article.text}")
            for article in self._library.articles()
        ]

    def words(self, span: Span) -> str:
        """The words of a span; old versions are still there."""
        return self._library.words(span)


def _elsewhere(cases: Sequence[Case], sound: Sequence[Result], system: System, library: Library, most: int) -> Damage:
    """Questions put to an article that is not theirs: what it answers is not what was asked for."""
    ids = sorted(article.id for article in library.articles())
    chosen = [(c, r) for c, r in zip(cases, sound, strict=True) if c.question.scope.articles and not r.must_refuse]
    chosen = random.Random(1).sample(chosen, min(most, len(chosen)))
    moved = [
        replace(case, question=replace(case.question, scope=Scope(articles=(_other(ids, case),)))) for case, _ in chosen
    ]
    return _damage(
        "another article asked", "right", summarize([result for _, result in chosen]), _run(moved, system, library)
    )


def _other(ids: Sequence[str], case: Case) -> str:
    others = [one for one in ids if one not in case.question.scope.articles]
    if not others:
        raise NotInLibrary("The library holds one article: there is no other to ask.")
    return others[sum(map(ord, case.pair.id)) % len(others)]


def _dense(library: Library) -> Search:
    def search(question: Question) -> list[Passage]:
        return library.search_meaning(standalone(question).text, 10)

    return search


def _lexical(library: Library) -> Search:
    def search(question: Question) -> list[Passage]:
        return library.search_words(standalone(question).text, 10)

    return search
