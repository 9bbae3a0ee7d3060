"""What a model's answers are worth as it wrote them, and after every sentence was held against the articles.

The share of statements that hold is that of FActScore (Min et al. 2023), with sentences for atomic facts. Whether one
does is taken from ``labels.jsonl``, where people judged statements by reading the article; a statement that nobody
judged counts neither way. A citation of the model is the whole passage that its number stands
for, and is right when the gold sentence stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from evals.lines import read_lines
from evals.metrics.answers import is_right, token_f1
from evals.metrics.citations import proves
from evals.metrics.mean import mean
from evals.written.ask import Asked
from rag.types import Span, Verdict
from rag.writer.page import finds_nothing
from rag.writer.words import written

LABELS = Path(__file__).parent / "labels.jsonl"
Labels = Mapping[tuple[str, str], bool]
"""By the id of the pair and the statement: whether the article says so."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it is shown: its words, and each statement that it gives as true, with its citations.

    Attributes:
        words: the short answer; empty for a refusal.
        statements: with the spans that they cite; None for a number that stands for no passage.
        seconds: that it took.
    """

    words: str
    statements: tuple[tuple[str, tuple[Span | None, ...]], ...]
    seconds: float


def before(asked: Asked) -> Told:
    """The answer as the model wrote it."""
    sentences = [one for one in written(asked.said.text) if not finds_nothing(one.text)]
    spans = dict(enumerate((passage.span for passage in asked.passages), 1))
    told = tuple((one.text, tuple(spans.get(number) for number in one.numbers)) for one in sentences)
    return Told(" ".join(one.text for one in sentences), told, asked.said.seconds)


def after(asked: Asked) -> Told:
    """The answer as a reader sees it; what is struck is not given as true."""
    answer = asked.answer
    held = (s for s in answer.statements if s.verdict in (Verdict.SUPPORTED, Verdict.PARTLY))
    told = tuple((one.text, tuple(citation.span for citation in one.citations)) for one in held)
    return Told("" if answer.refused else answer.text, told, asked.said.seconds + asked.seconds)


@dataclass(frozen=True, slots=True)
class Figures:
    """One column; shares are 0 to 1, and None where there is nothing to take a share of.

    Attributes:
        answered: questions that were not refused.
        statements: given as true.
        cited: of the statements, those with a citation.
        citations: in answers to questions that the article answers.
        right_citations: of these, those that show a gold sentence.
        judged: statements that people judged.
        unsupported: of these, those that the article does not say.
        right: answers that hold a gold answer, and refusals that were due.
        f1: token F1 against the gold answers, of questions that the article answers.
        refused: of the questions that it does not answer, those that were refused.
        seconds: the median.
    """

    answered: int
    statements: int
    cited: float | None
    citations: int
    right_citations: float | None
    judged: int
    unsupported: float | None
    right: float | None
    f1: float | None
    refused: float | None
    seconds: float


def figures(answers: Sequence[tuple[Asked, Told]], labels: Labels) -> Figures:
    """One column of the table."""
    statements = [(asked, text, spans) for asked, told in answers for text, spans in told.statements]
    citations = [
        span is not None and any(proves(span, gold) for gold in asked.case.gold)
        for asked, _, spans in statements
        if asked.case.gold
        for span in spans
    ]
    judged = [labels[key] for asked, text, _ in statements if (key := (asked.case.pair.id, text)) in labels]
    answerable = [(asked.case.pair.answers, told.words) for asked, told in answers if asked.case.pair.answers]
    others = [told.words for asked, told in answers if not asked.case.pair.answers]
    rights = [float(bool(words) and is_right(words, golds)) for golds, words in answerable]
    return Figures(
        answered=sum(bool(told.words) for _, told in answers),
        statements=len(statements),
        cited=mean(float(bool(spans)) for _, _, spans in statements),
        citations=len(citations),
        right_citations=mean(map(float, citations)),
        judged=len(judged),
        unsupported=mean(float(not said) for said in judged),
        right=mean([*rights, *(float(not words) for words in others)]),
        f1=mean(token_f1(words, golds) for golds, words in answerable),
        refused=mean(float(not words) for words in others),
        seconds=median([told.seconds for _, told in answers]),
    )


def load_labels(path: Path = LABELS) -> dict[tuple[str, str], bool]:
    """Read what people judged; raises SuiteError for a line without ``pair``, ``statement`` and ``said``."""
    rows = read_lines(path, lambda row: ((row["pair"], row["statement"]), bool(row["said"])), "a judged statement")
    return dict(rows)


def table(columns: Mapping[str, Figures]) -> str:
    """A line a figure, a column a stage."""
    names = {
        "answered": "questions answered",
        "statements": "statements given as true",
        "cited": "of these, with a citation",
        "citations": "citations",
        "right_citations": "of these, right",
        "judged": "statements that people judged",
        "unsupported": "of these, not said by the article",
        "right": "right answers and refusals",
        "f1": "token F1",
        "refused": "refused, of those without an answer",
        "seconds": "seconds a question, median",
    }
    lines = [f"{'':<38}" + "".join(f"{column:>10}" for column in columns)]
    for field, name in names.items():
        lines.append(f"{name:<38}" + "".join(f"{_shown(getattr(column, field)):>10}" for column in columns.values()))
    return "\n".join(lines)


def _shown(value: float | int | None) -> str:
    return "–" if value is None else f"{value}" if isinstance(value, int) else f"{value:.3f}"
